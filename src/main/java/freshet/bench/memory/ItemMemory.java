package freshet.bench.memory;

import java.util.OptionalLong;

/**
 * What the items of a catalogue take in a server's memory.
 *
 * @param items how many
 * @param catalogueHeap bytes on the Java heap of what is known about them; empty where unknown
 * @param modelHeap bytes on the Java heap that a model added; empty where unknown
 * @param modelNative bytes of the model's parameters outside the heap
 * @param resident bytes of the whole process in the end; empty where unknown
 */
public record ItemMemory(
    int items,
    OptionalLong catalogueHeap,
    OptionalLong modelHeap,
    long modelNative,
    OptionalLong resident) {

  /** Bytes per item of the catalogue, without the model; NaN where unknown. */
  public double cataloguePerItem() {
    return perItem(catalogueHeap);
  }

  /** Bytes per item of the model on the Java heap; NaN where unknown. */
  public double modelHeapPerItem() {
    return perItem(modelHeap);
  }

  /** Bytes per item of the model outside the Java heap. */
  public double modelNativePerItem() {
    return (double) modelNative / items;
  }

  private double perItem(OptionalLong bytes) {
    return bytes.isPresent() ? (double) bytes.getAsLong() / items : Double.NaN;
  }
}
