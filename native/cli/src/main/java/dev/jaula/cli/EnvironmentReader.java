package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.linux.LinuxException;
import java.util.ArrayList;
import java.util.List;

/**
 * The command's environment: Docker's defaults, then files, then single variables; the last one
 * wins.
 */
final class EnvironmentReader {
  static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Session session;
  private final List<String> variables = new ArrayList<>();

  EnvironmentReader(Session session) {
    this.session = session;
  }

  List<String> read(Arguments arguments, List<String> first) {
    for (String variable : first) {
      set(variable);
    }
    for (String file : arguments.values("env-file")) {
      file(file);
    }
    for (String variable : arguments.values("env")) {
      variable("env", variable);
    }
    return variables;
  }

  private void file(String path) {
    String text;
    try {
      text = session.machine().files().read(path);
    } catch (LinuxException e) {
      throw new CliException("--env-file: " + e.getMessage() + "; name a file of NAME=VALUE lines");
    }
    for (String line : Values.split(text, '\n')) {
      String trimmed = line.trim();
      if (!trimmed.isEmpty() && trimmed.charAt(0) != '#') {
        variable("env-file " + path, trimmed);
      }
    }
  }

  private void variable(String option, String text) {
    int equals = text.indexOf('=');
    if (equals == 0 || text.isEmpty()) {
      throw Values.bad(option, text, "NAME=VALUE");
    }
    if (equals > 0) {
      set(text);
      return;
    }
    String value = session.variable(text);
    if (value != null) {
      set(text + "=" + value);
    }
  }

  private void set(String variable) {
    String name = variable.substring(0, variable.indexOf('=') + 1);
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).startsWith(name)) {
        variables.set(i, variable);
        return;
      }
    }
    variables.add(variable);
  }
}
