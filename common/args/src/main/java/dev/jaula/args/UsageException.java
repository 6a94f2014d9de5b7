package dev.jaula.args;

/**
 * What was typed is not understood. The message is one line that names the command, the word and,
 * if known, the right one.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text text;
  private final boolean unknownCommand;

  /** An error of the command called by these words. */
  public UsageException(String path, String en, String pt) {
    this(path, en, pt, false);
  }

  UsageException(String path, String en, String pt, boolean unknownCommand) {
    super(path + ": " + en);
    text = new Text(path + ": " + en, path + ": " + pt);
    this.unknownCommand = unknownCommand;
  }

  /** Whether a word is where a command should be, and is none. */
  public boolean isUnknownCommand() {
    return unknownCommand;
  }

  /** The message in every language. */
  public Text text() {
    return text;
  }
}
