package freshet.bench;

import freshet.process.ChildProcess;
import freshet.process.Launch;
import freshet.process.ParentWatch;
import java.util.List;

/** A process with a child, to see what becomes of the child; and that child. */
final class WaitingParent {
  private WaitingParent() {}

  /** With an argument it is the child. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0) {
      ParentWatch.begin();
      System.out.println("child");
    } else {
      Workplace workplace = Workplace.open();
      ChildProcess child =
          workplace.start(Launch.ofThisProcess(WaitingParent.class), "child", List.of("wait"));
      System.out.println("child " + child.pid() + " in " + workplace.folder());
    }
    Thread.currentThread().join();
  }
}
