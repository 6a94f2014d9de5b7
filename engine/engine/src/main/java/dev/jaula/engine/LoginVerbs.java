package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.ImageException;
import dev.jaula.registry.Credential;
import dev.jaula.registry.Registries;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code jaula login} and {@code jaula logout}. */
final class LoginVerbs {
  private static final String HUB = "docker.io";

  private LoginVerbs() {}

  static int login(Call call, Arguments arguments) throws IOException {
    String registry = registry(arguments);
    String user = given(arguments.value("username"), "Username: ", false);
    String secret =
        arguments.is("password-stdin")
            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing()
            : given(arguments.value("password"), "Password: ", true);
    try (Registries registries = new Registries(Network.setup(call))) {
      registries.login(registry, Credential.of(user, secret));
    }
    call.out().println("Login Succeeded");
    return 0;
  }

  private static String registry(Arguments arguments) {
    @Nullable String typed = arguments.operand(0);
    return typed == null ? HUB : typed;
  }

  @SuppressWarnings("SystemConsoleNull") // NullAway knows the JDK before 22
  private static String given(@Nullable String value, String prompt, boolean hidden) {
    if (value != null) {
      return value;
    }
    @Nullable Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new ImageException(
          "cannot ask for "
              + prompt
              + "there is no terminal; give --username, and the password by --password-stdin");
    }
    if (!hidden) {
      return console.readLine(prompt);
    }
    char[] typed = console.readPassword(prompt);
    return typed == null ? "" : new String(typed);
  }

  static int logout(Call call, Arguments arguments) {
    String registry = registry(arguments);
    try (Registries registries = new Registries(Network.setup(call))) {
      boolean was = registries.logout(registry);
      call.out()
          .println(
              was ? "Removing login credentials for " + registry : "Not logged in to " + registry);
    }
    return 0;
  }
}
