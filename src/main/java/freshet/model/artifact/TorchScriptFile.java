package freshet.model.artifact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a module in TorchScript's file format, without Python: a zip archive of source code,
 * tensors as they lie in memory, and a pickle that joins them (PyTorch's {@code
 * torch/csrc/jit/docs/serialization.md}). {@code torch.jit.load} and DJL read it.
 */
public final class TorchScriptFile {
  private static final String FOLDER = "model/";

  /** Version of the file format; every PyTorch since 1.6 reads it. */
  private static final String FORMAT = "3\n";

  private final String name;
  private final String source;
  private final Map<String, Tensor> parameters;
  private final Map<String, Object> attributes;

  /**
   * A module.
   *
   * @param name of its class, at the top level of the source
   * @param source TorchScript as PyTorch serialises it
   * @param parameters trained tensors in the order of {@code __parameters__}
   * @param attributes numbers and flags ({@link Integer}, {@link Double}, {@link Boolean}) in the
   *     order they are declared
   */
  public TorchScriptFile(
      String name, String source, Map<String, Tensor> parameters, Map<String, Object> attributes) {
    this.name = name;
    this.source = source;
    this.parameters = new LinkedHashMap<>(parameters);
    this.attributes = new LinkedHashMap<>(attributes);
  }

  /**
   * A tensor of 32-bit floats.
   *
   * @param shape length of each dimension
   * @param values the last dimension varying fastest
   */
  @SuppressWarnings("ArrayRecordComponent") // Numbers for native code; nobody compares them.
  public record Tensor(long[] shape, float[] values) {
    public Tensor {
      long size = 1;
      for (long length : shape) {
        size *= length;
      }
      if (size != values.length) {
        throw new IllegalArgumentException(
            "%d values do not fill a tensor of %d".formatted(values.length, size));
      }
    }
  }

  /** Writes it and leaves the stream open. */
  public void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    put(zip, "data.pkl", pickle());
    put(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
    put(zip, "constants.pkl", new Pickle().emptyTuple().bytes());
    int number = 0;
    for (Tensor tensor : parameters.values()) {
      ByteBuffer bytes =
          ByteBuffer.allocate(tensor.values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(tensor.values);
      put(zip, "data/" + number++, bytes.array());
    }
    put(zip, "version", FORMAT.getBytes(StandardCharsets.UTF_8));
    put(zip, "byteorder", "little".getBytes(StandardCharsets.UTF_8));
    zip.finish();
  }

  /** Stored, since the reader maps it into memory. */
  private static void put(ZipOutputStream zip, String path, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(FOLDER + path);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private byte[] pickle() {
    Pickle pickle = new Pickle().object("__torch__", name).mark();
    int number = 0;
    for (Map.Entry<String, Tensor> parameter : parameters.entrySet()) {
      pickle.text(parameter.getKey()).tensor(number++, parameter.getValue());
    }
    pickle.text("training").flag(true).text("_is_full_backward_hook").none();
    attributes.forEach(
        (key, value) -> {
          pickle.text(key);
          if (value instanceof Boolean flag) {
            pickle.flag(flag);
          } else if (value instanceof Integer whole) {
            pickle.whole(whole);
          } else {
            pickle.number((Double) value);
          }
        });
    return pickle.build().bytes();
  }

  /** The few instructions of Python's pickle, protocol 2, that a module needs. */
  private static final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pickle() {
      out.write(0x80);
      out.write(2);
    }

    private Pickle code(char code) {
      out.write(code);
      return this;
    }

    private Pickle global(String module, String name) {
      code('c').out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
      return this;
    }

    Pickle object(String module, String name) {
      return global(module, name).code(')').code('\u0081').code('}');
    }

    Pickle mark() {
      return code('(');
    }

    Pickle build() {
      return code('u').code('b');
    }

    Pickle emptyTuple() {
      return code(')');
    }

    Pickle none() {
      return code('N');
    }

    Pickle flag(boolean value) {
      return code(value ? '\u0088' : '\u0089');
    }

    Pickle text(String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      return code('X').little(bytes.length).append(bytes);
    }

    Pickle whole(int value) {
      return code('J').little(value);
    }

    Pickle number(double value) {
      return code('G').append(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    }

    Pickle tensor(int number, Tensor tensor) {
      global("torch._utils", "_rebuild_tensor_v2").mark();
      mark().text("storage").global("torch", "FloatStorage").text(String.valueOf(number));
      text("cpu").whole(tensor.values.length).code('t').code('Q');
      whole(0).wholes(tensor.shape).wholes(strides(tensor.shape)).flag(true);
      global("collections", "OrderedDict").emptyTuple().code('R');
      return code('t').code('R');
    }

    private Pickle wholes(long[] values) {
      mark();
      for (long value : values) {
        whole(Math.toIntExact(value));
      }
      return code('t');
    }

    private static long[] strides(long[] shape) {
      long[] strides = new long[shape.length];
      long stride = 1;
      for (int i = shape.length - 1; i >= 0; i--) {
        strides[i] = stride;
        stride *= shape[i];
      }
      return strides;
    }

    private Pickle little(int value) {
      return append(
          ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    private Pickle append(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    byte[] bytes() {
      code('.');
      return out.toByteArray();
    }
  }
}
