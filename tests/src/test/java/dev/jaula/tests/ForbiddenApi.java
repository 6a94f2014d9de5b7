package dev.jaula.tests;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What native code may not use, why (the bytes are what it adds to the binary), and a use that the
 * pattern must find. Uses are told as {@link ClassUses} does.
 */
record ForbiddenApi(Pattern pattern, String reason, String example) {
  static final List<ForbiddenApi> ALL =
      List.of(
          rule(
              "String\\.(format|formatted)\\(",
              "+650 KB; concatenate",
              "java.lang.String.formatted([Ljava/lang/Object;)Ljava/lang/String;"),
          rule(
              "String\\.split\\(",
              "+400 KB; use indexOf",
              "java.lang.String.split(Ljava/lang/String;)"),
          rule(
              "java\\.util\\.regex\\.|String\\.(matches|replaceAll|replaceFirst)\\(",
              "+420 KB; compare by hand",
              "java.lang.String.matches(Ljava/lang/String;)Z"),
          rule("java\\.time\\.", "+100 KB to +1150 KB; count seconds", "java.time.Instant"),
          rule(
              "java\\.nio\\.(file|channels|charset)\\.|java\\.io\\.(?!Serializable)",
              "C stdio and the locale inside; use dev.jaula.linux.Files and Bytes",
              "java.nio.file.Path"),
          rule("java\\.net\\.", "+107 KB; use dev.jaula.linux.Sockets", "java.net.URI"),
          rule(
              "String\\.getBytes\\(|String\\.<init>\\(\\[B",
              "+72 KB, and loses bytes that are no UTF-8; use dev.jaula.linux.Bytes",
              "java.lang.String.getBytes()[B"),
          rule(
              "lang\\.System\\.(out|err|in|exit|getenv|getProperty|lineSeparator|console)\\b",
              "absent, different or +41 KB; use dev.jaula.linux",
              "java.lang.System.out"),
          rule(
              "lang\\.System\\.(nanoTime|currentTimeMillis)\\(",
              "not monotonic natively; use Processes.time",
              "java.lang.System.nanoTime()J"),
          rule(
              "java\\.lang\\.Thread\\b|java\\.util\\.concurrent\\.",
              "one thread only: a native program forks",
              "java.lang.Thread.start()V"),
          rule(
              "java\\.lang\\.reflect\\.|lang\\.Class\\.(forName|getSimpleName|getName|getDeclared\\w+)\\(",
              "reflection differs natively",
              "java.lang.Class.getSimpleName()Ljava/lang/String;"),
          rule("java\\.lang\\.foreign\\.", "JVM only", "java.lang.foreign.Arena"),
          rule(
              "java\\.security\\.",
              "absent; use dev.jaula.linux.Sha256 and Files.random",
              "java.security.MessageDigest"),
          rule(
              "util\\.(UUID|HexFormat|Random|Properties|Scanner|ServiceLoader|ResourceBundle)\\b",
              "absent, different or +64 KB",
              "java.util.UUID.randomUUID()Ljava/util/UUID;"),
          rule(
              "lang\\.Math\\.random\\(",
              "other numbers; use Files.random",
              "java.lang.Math.random()D"),
          rule("java\\.math\\.", "+71 KB; count in longs", "java.math.BigInteger"),
          rule(
              "append\\([DF]\\)|valueOf\\([DF]\\)|(Double|Float)\\.(toString|parse\\w+)\\("
                  + "|makeConcatWithConstants\\((\\[*L[^;]+;|\\[*[^)L;])*[DF]",
              "numbers with a point to text are +117 KB; fixed point with longs",
              "java.lang.StringBuilder.append(D)Ljava/lang/StringBuilder;"),
          rule(
              "lang\\.String\\.(lines|strip\\w*|isBlank|indent|translateEscapes)\\(",
              "absent or +23 KB; use trim",
              "java.lang.String.strip()Ljava/lang/String;"),
          rule(
              "Character\\.is(Digit|Letter|LetterOrDigit|Whitespace|SpaceChar|UpperCase|LowerCase)\\(",
              "+23 KB of tables; compare characters",
              "java.lang.Character.isDigit(C)Z"),
          rule(
              "util\\.stream\\.Collectors\\b",
              "+47 KB; use a loop",
              "java.util.stream.Collectors.toList()Ljava/util/stream/Collector;"),
          rule("util\\.Tree(Map|Set)\\b", "+21 KB; sort a list", "java.util.TreeMap.<init>()V"),
          rule(
              "\\.parseUnsigned(Int|Long)\\(",
              "absent",
              "java.lang.Long.parseUnsignedLong(Ljava/lang/String;)J"),
          rule("\\.printStackTrace\\(", "+47 KB", "java.lang.Throwable.printStackTrace()V"),
          rule(
              "catch java\\.lang\\.(NullPointer|(Array)?IndexOutOfBounds|StringIndexOutOfBounds"
                  + "|ClassCast|ArrayStore|Arithmetic|NegativeArraySize)Exception"
                  + "|catch java\\.lang\\.(StackOverflow|OutOfMemory)Error",
              "an implicit exception is a defect, some end the native process; check before",
              "catch java.lang.NullPointerException"));

  private static ForbiddenApi rule(String pattern, String reason, String example) {
    return new ForbiddenApi(Pattern.compile(pattern), reason, example);
  }

  boolean forbids(String use) {
    return pattern.matcher(use).find();
  }
}
