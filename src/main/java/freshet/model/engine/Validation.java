package freshet.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Contract;
import freshet.model.artifact.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Looks at whether a model keeps the {@link Contract}, whoever has trained it. */
public final class Validation {
  private static final Pattern VERSION = Pattern.compile("(?!\\.)[A-Za-z0-9._-]{1,100}");
  private static final double TOLERANCE = 1e-4;
  private static final int TOO_MANY_DIMENSIONS = 4096;

  private final List<Finding> findings = new ArrayList<>();

  private Validation() {}

  /**
   * What one look found.
   *
   * @param what was looked at
   * @param fits whether it is as it has to be
   * @param detail what was found; where it does not fit, with the cure
   */
  public record Finding(String what, boolean fits, String detail) {}

  /**
   * Looks at everything that can be looked at; what builds on something that does not fit is left
   * out.
   *
   * @param file the module; its manifest lies beside it
   */
  public static List<Finding> of(Path file) {
    Validation validation = new Validation();
    validation.look(file);
    return List.copyOf(validation.findings);
  }

  private void look(Path file) {
    if (!exists("module", file) || !exists("manifest", Artifact.manifestOf(file))) {
      return;
    }
    Artifact artifact;
    try {
      artifact = Artifact.open(file);
    } catch (UnusableModelException e) {
      found("checksum", false, e.getMessage());
      return;
    }
    Manifest manifest = artifact.manifest();
    found("checksum", true, manifest.sha256());
    if (!look(manifest)) {
      return;
    }
    try (TorchModule module = TorchModule.load(file, false)) {
      found("TorchScript", true, "%,d bytes, %s".formatted(manifest.bytes(), TorchModule.engine()));
      look(module, manifest);
    } catch (UnusableModelException e) {
      found(
          "TorchScript",
          false,
          e.getMessage() + "; write it with torch.jit.script(model).save(file)");
    }
  }

  private boolean exists(String what, Path file) {
    boolean there = Files.isRegularFile(file);
    found(
        what,
        there,
        there ? file.toString() : file + " is missing; a model is NAME.pt and NAME.json beside it");
    return there;
  }

  private boolean look(Manifest manifest) {
    found(
        "contract",
        manifest.contract() == Contract.VERSION,
        manifest.contract() == Contract.VERSION
            ? "version " + Contract.VERSION
            : "version %d, and this release keeps %d; train it for that"
                .formatted(manifest.contract(), Contract.VERSION));
    boolean named = manifest.version() != null && VERSION.matcher(manifest.version()).matches();
    found(
        "version",
        named,
        named
            ? manifest.version()
            : "%s; give 1 to 100 letters, digits, dots, hyphens and underscores, and no dot first"
                .formatted(manifest.version()));
    boolean sized =
        manifest.dimensions() >= 1
            && manifest.dimensions() <= TOO_MANY_DIMENSIONS
            && manifest.history() >= 1;
    found(
        "dimensions",
        sized,
        "%d numbers in a vector, %d interactions in a history%s"
            .formatted(
                manifest.dimensions(),
                manifest.history(),
                sized ? "" : "; give 1 to 4096 and at least 1"));
    boolean listed = distinct("items", manifest.items());
    listed &= distinct("features", manifest.features());
    listed &= distinct("types", manifest.types());
    return sized && listed && manifest.contract() == Contract.VERSION;
  }

  private boolean distinct(String what, List<String> names) {
    boolean distinct = new HashSet<>(names).size() == names.size();
    found(
        what,
        distinct,
        "%,d%s".formatted(names.size(), distinct ? "" : ", some of them twice; name each once"));
    return distinct;
  }

  private void look(TorchModule module, Manifest manifest) {
    List<String> methods = module.methods();
    boolean all = true;
    for (String method : Contract.METHODS) {
      boolean there = methods.contains(method);
      found(
          "method " + method,
          there,
          there ? "is there" : "is missing; add it and mark it with @torch.jit.export");
      all &= there;
    }
    if (!all) {
      return;
    }
    try (NDManager manager = module.manager().newSubManager()) {
      boolean items = called("items()", () -> items(module, manifest, manager));
      boolean users = true;
      for (int together : new int[] {1, 3}) {
        users &= called("user() b=" + together, () -> users(module, manifest, manager, together));
      }
      if (items && users) {
        called("padding", () -> padding(module, manifest, manager));
      }
    }
  }

  private boolean called(String what, Supplier<String> call) {
    String problem;
    try {
      problem = call.get();
    } catch (RuntimeException e) {
      problem =
          UnusableModelException.because("the call fails", e).getMessage()
              + "; see what the contract gives it";
    }
    found(what, problem.isEmpty(), problem.isEmpty() ? "fits" : problem);
    return problem.isEmpty();
  }

  /** Known items, the last of them too, and one of which nothing is known. */
  private static String items(TorchModule module, Manifest manifest, NDManager manager) {
    long last = manifest.items().size();
    long feature = manifest.features().size();
    NDArray ids = manager.create(new long[] {0, Math.min(1, last), last});
    NDArray features =
        manager.create(new long[] {0, 0, Math.min(1, feature), 0, feature, 0}, new Shape(3, 2));
    return problem(module.call(Contract.ITEMS, ids, features), 3, manifest.dimensions());
  }

  private static String users(TorchModule module, Manifest manifest, NDManager manager, int users) {
    int length = Math.min(manifest.history(), 4);
    String full =
        problem(user(module, manifest, manager, users, length), users, manifest.dimensions());
    return full.isEmpty()
        ? problem(
            user(module, manifest, manager, users, manifest.history()),
            users,
            manifest.dimensions())
        : full;
  }

  private static NDArray user(
      TorchModule module, Manifest manifest, NDManager manager, int users, int length) {
    long[] types = new long[users * length];
    for (int i = 0; i < types.length; i++) {
      types[i] = i % (manifest.types().size() + 1);
    }
    float[] ages = new float[types.length];
    for (int i = 0; i < ages.length; i++) {
      ages[i] = 60f * (length - i % length);
    }
    long[] lengths = new long[users];
    Arrays.fill(lengths, length);
    Shape shape = new Shape(users, length);
    return module.call(
        Contract.USER,
        vectors(manager, users, length, manifest.dimensions()),
        manager.create(types, shape),
        manager.create(ages, shape),
        manager.create(lengths));
  }

  /** The same user alone and beside a longer one. */
  private static String padding(TorchModule module, Manifest manifest, NDManager manager) {
    if (manifest.history() < 2) {
      return "";
    }
    int d = manifest.dimensions();
    NDArray alone =
        module.call(
            Contract.USER,
            vectors(manager, 1, 1, d),
            manager.create(new long[1], new Shape(1, 1)),
            manager.create(new float[] {60}, new Shape(1, 1)),
            manager.create(new long[] {1}));
    NDArray filled = vectors(manager, 1, 1, d).concat(manager.zeros(new Shape(1, 1, d)), 1);
    NDArray beside =
        module.call(
            Contract.USER,
            filled,
            manager.create(new long[2], new Shape(1, 2)),
            manager.create(new float[] {60, 0}, new Shape(1, 2)),
            manager.create(new long[] {1}));
    double difference = alone.sub(beside).abs().max().getFloat();
    return difference <= TOLERANCE
        ? ""
        : "what fills up behind a history changes the user's vector by up to %.2g; mask it out, or attend only to what came before"
            .formatted(difference);
  }

  /** Numbers of both signs, the same every time. */
  private static NDArray vectors(NDManager manager, int users, int length, int dimensions) {
    float[] values = new float[users * length * dimensions];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i + 1.0) / 10;
    }
    return manager.create(values, new Shape(users, length, dimensions));
  }

  private static String problem(NDArray vectors, int rows, int dimensions) {
    Shape wanted = new Shape(rows, dimensions);
    if (!vectors.getShape().equals(wanted)) {
      return "it returns %s where %s is due; see dimensions in the manifest"
          .formatted(vectors.getShape(), wanted);
    }
    if (vectors.getDataType() != DataType.FLOAT32) {
      return "it returns %s where float32 is due; end it with .float()"
          .formatted(vectors.getDataType().name().toLowerCase(Locale.ROOT));
    }
    for (float value : vectors.toFloatArray()) {
      if (!Float.isFinite(value)) {
        return "it returns a number that is not finite; look at how it was trained";
      }
    }
    return "";
  }

  private void found(String what, boolean fits, String detail) {
    findings.add(new Finding(what, fits, detail));
  }
}
