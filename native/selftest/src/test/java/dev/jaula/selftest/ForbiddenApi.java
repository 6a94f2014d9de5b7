package dev.jaula.selftest;

import java.util.List;
import java.util.regex.Pattern;

/** What native code may not use, why, and a line that the pattern must find. */
record ForbiddenApi(Pattern pattern, String reason, String example) {
  static final List<ForbiddenApi> ALL =
      List.of(
          rule("String\\.format|\\.formatted\\(", "+650 KB; concatenate", "String.format(x, 1)"),
          rule("\\.split\\(", "+400 KB; use indexOf and substring", "text.split(x)"),
          rule(
              "java\\.util\\.regex|\\.matches\\(|\\.replaceAll\\(\"|\\.replaceFirst\\(",
              "regular expressions: +420 KB; compare by hand",
              "import java.util.regex.Pattern;"),
          rule("java\\.time", "+100 KB to +1150 KB; count seconds", "import java.time.Instant;"),
          rule(
              "java\\.nio\\.file",
              "C stdio inside; use dev.jaula.linux.Files",
              "java.nio.file.Path"),
          rule("java\\.io\\.", "C stdio inside; use dev.jaula.linux.Files", "import java.io.File;"),
          rule(
              "java\\.net\\b",
              "+107 KB; sockets are dev.jaula.linux.Sockets",
              "import java.net.URI;"),
          rule(
              "System\\.(out|err|in)\\b",
              "+41 KB, and the locale's encoding; use dev.jaula.linux.Files.print",
              "System.out.println()"),
          rule(
              "System\\.(exit|getenv|getProperty|lineSeparator)\\b",
              "absent or different natively; use dev.jaula.linux",
              "System.getenv(name)"),
          rule(
              "System\\.(nanoTime|currentTimeMillis)\\b",
              "not monotonic natively; use Processes.time",
              "System.nanoTime()"),
          rule(
              "\\bThread\\b|java\\.util\\.concurrent|\\bsynchronized\\b",
              "a native program has one thread, and forks",
              "new Thread(run)"),
          rule(
              "java\\.lang\\.reflect|Class\\.forName|\\.getSimpleName\\(|\\.getDeclared",
              "reflection differs natively",
              "Class.forName(name)"),
          rule("java\\.lang\\.(foreign|invoke)", "JVM only", "import java.lang.foreign.Arena;"),
          rule(
              "MessageDigest|SecureRandom|java\\.security",
              "absent; use dev.jaula.linux.Sha256 and Files.random",
              "MessageDigest.getInstance(name)"),
          rule(
              "\\bUUID\\b|\\bHexFormat\\b|\\bScopedValue\\b",
              "absent natively",
              "UUID.randomUUID()"),
          rule(
              "java\\.util\\.Random\\b|Math\\.random",
              "other numbers natively; use Files.random",
              "Math.random()"),
          rule("BigDecimal|BigInteger", "+71 KB; count in longs", "new BigInteger(x)"),
          rule(
              "StandardCharsets|\\bCharset\\b|\\.getBytes\\(",
              "+72 KB, and loses bytes that are no UTF-8; use dev.jaula.linux.Bytes",
              "StandardCharsets.UTF_8"),
          rule(
              "\\bDouble\\.|\\bFloat\\.|\\bdouble\\b|\\bfloat\\b",
              "double to text is +117 KB; fixed point with longs",
              "double load = 0;"),
          rule(
              "\\.(lines|strip|stripLeading|stripTrailing|stripIndent|isBlank|indent)\\(",
              "absent or +23 KB; use trim",
              "text.strip()"),
          rule(
              "Character\\.is(Digit|Letter|LetterOrDigit|Whitespace|SpaceChar|UpperCase|LowerCase)",
              "+23 KB of tables; compare characters",
              "Character.isDigit(c)"),
          rule("\\bCollectors\\b|\\.collect\\(", "+47 KB; use a loop", "list.stream().collect(x)"),
          rule("\\bTreeMap\\b|\\bTreeSet\\b", "+21 KB; sort a list", "new TreeMap<>()"),
          rule("parseUnsignedLong|parseUnsignedInt", "absent", "Long.parseUnsignedLong(x)"),
          rule("printStackTrace", "+47 KB", "e.printStackTrace()"),
          rule(
              "\\bProperties\\b|\\bScanner\\b|\\bServiceLoader\\b|\\bResourceBundle\\b",
              "+64 KB or reflection",
              "new Properties()"),
          rule(
              "catch \\([^)]*\\b(NullPointerException|(Array)?IndexOutOfBoundsException"
                  + "|ClassCastException|ArrayStoreException|ArithmeticException"
                  + "|StackOverflowError|OutOfMemoryError)\\b",
              "an implicit exception is a defect, and some end the native process; check before",
              "} catch (NullPointerException e) {"));

  private static ForbiddenApi rule(String pattern, String reason, String example) {
    return new ForbiddenApi(Pattern.compile(pattern), reason, example);
  }
}
