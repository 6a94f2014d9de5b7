package dev.jaula.cgroup;

/** Words of the shell commands that are shown to people. */
public final class Shell {
  private static final String SAFE = "/._-+=:,@%";

  private Shell() {}

  /** The word as it is when it is safe, otherwise in double or single quotes. */
  public static String quote(String word) {
    boolean safe = !word.isEmpty();
    boolean plain = true;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      safe &= letter || SAFE.indexOf(c) >= 0;
      plain &= letter || SAFE.indexOf(c) >= 0 || c == ' ';
    }
    if (safe) {
      return word;
    }
    return plain ? '"' + word + '"' : "'" + word.replace("'", "'\\''") + "'";
  }
}
