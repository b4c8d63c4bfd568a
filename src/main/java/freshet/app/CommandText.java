package freshet.app;

import java.util.List;
import java.util.regex.Pattern;

/** A command as it can be pasted into a shell. */
final class CommandText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private CommandText() {}

  /**
   * The program and its arguments, quoted where a POSIX shell would take them for something else.
   */
  static String of(String program, List<String> arguments) {
    StringBuilder text = new StringBuilder(program);
    arguments.forEach(argument -> text.append(' ').append(quoted(argument)));
    return text.toString();
  }

  private static String quoted(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
