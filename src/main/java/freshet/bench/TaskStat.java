package freshet.bench;

import java.time.Duration;
import java.util.List;

/**
 * A thread as Linux describes it in {@code /proc/PID/task/TID/stat} (proc(5)).
 *
 * @param name at most 15 characters; may hold spaces and parentheses
 * @param cpu user and system time
 */
record TaskStat(String name, Duration cpu) {
  /** The unit in which Linux tells programs of time, whatever the kernel counts in. */
  private static final Duration TICK = Duration.ofMillis(10);

  /** How the names of a collector's threads begin: of any, of G1, of ZGC. */
  private static final List<String> COLLECTORS =
      List.of("GC Thread", "G1 ", "ZWorker", "ZDriver", "ZDirector", "ZStat", "ZUn");

  /** Places behind the name, the state being 0. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  static TaskStat parse(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    String[] fields = open < 0 || close < open ? new String[0] : fields(line, close);
    if (fields.length <= SYSTEM) {
      throw new IllegalArgumentException("not the description of a thread: " + line);
    }
    long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
    return new TaskStat(line.substring(open + 1, close), TICK.multipliedBy(ticks));
  }

  private static String[] fields(String line, int close) {
    return line.substring(close + 1).strip().split(" ", -1);
  }

  /** "C2 CompilerThread0", cut to what fits. */
  boolean isCompiler() {
    return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
  }

  /** "GC Thread#0", "G1 Conc#0", "G1 Main Marker", "G1 Service", "ZWorker#0", "ZDriver". */
  boolean isCollector() {
    return COLLECTORS.stream().anyMatch(name::startsWith);
  }
}
