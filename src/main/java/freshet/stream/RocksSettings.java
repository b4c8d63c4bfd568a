package freshet.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one write-buffer budget for all stores of the process, so that memory does
 * not grow with the number of partitions (the RocksDB wiki's "Memory usage in RocksDB"; Kafka
 * Streams developer guide, "Memory management").
 */
public final class RocksSettings implements RocksDBConfigSetter {
  /** Name of the setting: bytes for blocks and write buffers together, over all stores. */
  public static final String MEMORY_BYTES = "freshet.rocksdb.memory.bytes";

  private static final long DEFAULT_MEMORY_BYTES = 128L << 20;
  private static final int BLOOM_BITS_PER_KEY = 10;

  private static Cache cache;
  private static WriteBufferManager writeBuffers;

  private BloomFilter filter;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    synchronized (RocksSettings.class) {
      if (cache == null) {
        Object setting = configs.get(MEMORY_BYTES);
        long bytes =
            setting == null ? DEFAULT_MEMORY_BYTES : Long.parseLong(String.valueOf(setting));
        cache = new LRUCache(bytes);
        // Write buffers are charged to the cache: the budget holds for both together.
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
      }
    }
    filter = new BloomFilter(BLOOM_BITS_PER_KEY);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(cache);
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setFilterPolicy(filter);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(writeBuffers);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  /**
   * Bytes that blocks and write buffers of all stores take now; 0 as long as there is no store. It
   * can be a little more than they should, while all of them are in use.
   */
  public static long usedBytes() {
    synchronized (RocksSettings.class) {
      return cache == null ? 0 : cache.getUsage();
    }
  }

  @Override
  public void close(String storeName, Options options) {
    filter.close();
  }
}
