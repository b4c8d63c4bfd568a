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

    static {
      Engine engine = null;
      Throwable failure = null;
      // It would ask the network for versions and report its use.
      setDefault("ai.djl.offline", "true");
      setDefault("OPT_OUT_TRACKING", "true");
      try {
        engine = Engine.getEngine("PyTorch");
      } catch (RuntimeException | LinkageError e) {
        failure = e;
      }
      ENGINE = engine;
      FAILURE = failure;
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
   * Both are kept per thread: gradients are on by default, and so is an optimiser that compiles.
   */
  static void prepareThread(boolean learning) {
    if (JniUtils.isGradMode() != learning) {
      JniUtils.setGradMode(learning);
    }
    JniUtils.setGraphExecutorOptimize(false);
  }
}
