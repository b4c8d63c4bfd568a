package freshet.app;

import freshet.bench.memory.ItemMemory;
import java.util.LinkedHashMap;
import java.util.Map;

/** What items take in memory, as people and programs read it. */
final class MemoryFigures {
  private static final double MEGABYTE = 1e6;

  private MemoryFigures() {}

  /** By name; figures that nobody tells are missing. */
  static Map<String, Object> toMap(ItemMemory memory) {
    Map<String, Object> figures = new LinkedHashMap<>();
    memory.catalogueHeap().ifPresent(bytes -> figures.put("catalogueHeapBytes", bytes));
    memory.modelHeap().ifPresent(bytes -> figures.put("modelHeapBytes", bytes));
    figures.put("modelNativeBytes", memory.modelNative());
    put(figures, "catalogueHeapBytesPerItem", memory.cataloguePerItem());
    put(figures, "modelHeapBytesPerItem", memory.modelHeapPerItem());
    put(figures, "modelNativeBytesPerItem", memory.modelNativePerItem());
    memory.resident().ifPresent(bytes -> figures.put("residentBytes", bytes));
    return figures;
  }

  private static void put(Map<String, Object> figures, String name, double perItem) {
    if (!Double.isNaN(perItem)) {
      figures.put(name, Math.round(perItem));
    }
  }

  /** Adds lines of words. */
  static void addTo(FiguresTable table, ItemMemory memory) {
    table.line("");
    if (memory.modelHeap().isPresent()) {
      table.line(
          "memory per item: catalogue %,.0f bytes; model %,.0f on the heap, %,.0f outside",
          memory.cataloguePerItem(), memory.modelHeapPerItem(), memory.modelNativePerItem());
    }
    if (memory.resident().isPresent()) {
      table.line("the whole server: %,.0f MB", memory.resident().getAsLong() / MEGABYTE);
    }
  }
}
