package freshet.model.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import freshet.model.UnusableModelException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A TorchScript module in native memory.
 *
 * <p>Its methods may be called by several threads at once, except while it learns. Closing it while
 * a call runs ends the JVM: whoever shares it counts who uses it.
 */
public final class TorchModule implements AutoCloseable {
  private final PtNDManager manager;
  private final PtSymbolBlock block;
  private final boolean learning;

  private TorchModule(PtNDManager manager, PtSymbolBlock block, boolean learning) {
    this.manager = manager;
    this.block = block;
    this.learning = learning;
  }

  /**
   * Loads a file.
   *
   * @param learning whether its parameters are to be changed
   * @throws UnusableModelException if PyTorch is missing or cannot read the file
   */
  public static TorchModule load(Path file, boolean learning) {
    NDManager manager = Torch.start().newBaseManager(Device.cpu());
    try {
      PtSymbolBlock block =
          JniUtils.loadModule(
              (PtNDManager) manager, file, true, new String[0], new String[0], learning);
      if (learning) {
        JniUtils.enableTrainingMode(block);
      } else {
        JniUtils.enableInferenceMode(block);
      }
      return new TorchModule((PtNDManager) manager, block, learning);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw UnusableModelException.because("PyTorch cannot load " + file, e);
    }
  }

  /** Where arrays for its calls are made; a sub-manager for each piece of work frees them. */
  public NDManager manager() {
    return manager;
  }

  /** Names of its methods. */
  public List<String> methods() {
    return List.of(JniUtils.getMethodNames(block));
  }

  /**
   * Calls a method.
   *
   * @param inputs tensors; what comes back belongs to the manager of the first
   * @return the tensor it returns
   */
  public NDArray call(String method, NDArray... inputs) {
    Torch.prepareThread(learning);
    NDManager owner = inputs[0].getManager();
    try (NDArray name = owner.create(0)) {
      name.setName("module_method:" + method);
      NDList list = new NDList(inputs);
      list.add(name);
      return IValueUtils.forward(block, list, learning).singletonOrThrow();
    }
  }

  /** Its parameters by name; changing them changes the module. */
  public Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    JniUtils.moduleGetParams(block, manager).forEach(one -> parameters.put(one.getName(), one));
    return parameters;
  }

  /** Switches dropout on or off. */
  public void dropout(boolean on) {
    if (on) {
      JniUtils.enableTrainingMode(block);
    } else {
      JniUtils.enableInferenceMode(block);
    }
  }

  /** Writes it as TorchScript, as PyTorch itself does. */
  public void write(OutputStream out) throws IOException {
    JniUtils.writeModule(block, out, false);
    out.flush();
  }

  /** Frees its native memory; nothing may use it any more. */
  @Override
  public void close() {
    block.close();
    manager.close();
  }

  /** Makes what is left out by chance while modules learn the same every time. */
  public static void seed(long seed) {
    Torch.start().setRandomSeed((int) seed);
  }

  /** Which engine runs it, for the operator. */
  public static String engine() {
    Engine engine = Torch.start();
    return engine.getEngineName() + " " + engine.getVersion();
  }
}
