package freshet.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command printed and how it ended. */
record Run(int exit, String out, String err) {
  static Run of(String... arguments) {
    return of(Main.commandLine(), arguments);
  }

  static Run of(CommandLine command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exit = command.execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }
}
