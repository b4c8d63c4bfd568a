package freshet.app;

import freshet.process.ParentWatch;

/**
 * The command line as a child of a benchmark, of a cluster or of a training instance: it ends when
 * its parent does.
 */
final class ChildMain {
  private ChildMain() {}

  public static void main(String[] args) {
    ParentWatch.begin();
    Main.main(args);
  }
}
