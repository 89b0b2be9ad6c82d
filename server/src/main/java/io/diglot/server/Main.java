package io.diglot.server;

import io.diglot.server.config.ConfigException;
import picocli.CommandLine;

/** The entry point of the jar. */
public final class Main {
  private static final int FAILED = 1;

  private Main() {}

  /**
   * Runs a command; see {@code --help}. Exits with 1 and a line on standard error when it cannot
   * start.
   */
  public static void main(String[] arguments) {
    int code =
        new CommandLine(new DiglotCommand())
            .setExecutionExceptionHandler((failure, command, result) -> fail(failure))
            .execute(arguments);
    System.exit(code);
  }

  /** What a user can mend is told in a line; anything else is a defect, and its trace is wanted. */
  private static int fail(Exception failure) throws Exception {
    if (failure instanceof ConfigException || failure instanceof StartException) {
      System.err.println("diglot: " + failure.getMessage());
      return FAILED;
    }
    throw failure;
  }
}
