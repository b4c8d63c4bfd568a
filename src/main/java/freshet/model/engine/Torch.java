package freshet.model.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import freshet.model.UnusableModelException;

/** PyTorch in this process: started once, told not to call out, and quiet. */
final class Torch {
  private Torch() {}

  /** What is known after the first try; a library that is missing stays missing. */
  private static final class Holder {
    static final Engine ENGINE;
    static final Throwable FAILURE;

    /** How many threads PyTorch would share a call among, left to itself. */
    static final int THREADS;

    static {
      Engine engine = null;
      Throwable failure = null;
      int threads = 1;
      // It would ask the network for versions and report its use.
      setDefault("ai.djl.offline", "true");
      setDefault("OPT_OUT_TRACKING", "true");
      try {
        engine = Engine.getEngine("PyTorch");
        threads = JniUtils.getNumThreads();
      } catch (RuntimeException | LinkageError e) {
        failure = e;
      }
      ENGINE = engine;
      FAILURE = failure;
      THREADS = threads;
    }

    private static void setDefault(String property, String value) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, value);
      }
    }
  }

  /**
   * The engine.
   *
   * @throws UnusableModelException if there is no PyTorch for this platform
   */
  static Engine start() {
    if (Holder.ENGINE == null) {
      throw UnusableModelException.because(
          "PyTorch does not run here (%s, %s)"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
          Holder.FAILURE);
    }
    return Holder.ENGINE;
  }

  /**
   * Sets what is kept per thread: gradients are on by default, so is an optimiser that compiles,
   * and each call is shared among as many threads as there are cores. For a single history, that
   * costs more than it saves: on busy cores one thread waits for the others to be given one.
   */
  static void prepareThread(boolean learning) {
    if (JniUtils.isGradMode() != learning) {
      JniUtils.setGradMode(learning);
    }
    int threads = learning ? Holder.THREADS : 1;
    // Asked first: a thread that never asked would take over what another one has set.
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
    JniUtils.setGraphExecutorOptimize(false);
  }
}
