package freshet.registry;

import java.util.ArrayList;
import java.util.List;

/** A log that lives as long as the test; {@link #sharing} opens it a second time. */
public final class InMemorySchemaLog implements SchemaLog {
  private final List<LogRecord> records;
  private int position;
  private boolean down;

  public InMemorySchemaLog() {
    this(new ArrayList<>());
  }

  private InMemorySchemaLog(List<LogRecord> records) {
    this.records = records;
  }

  /** The same log, read from its start, as another registry or one after a restart has it. */
  public InMemorySchemaLog sharing() {
    return new InMemorySchemaLog(records);
  }

  /** From now on it fails. */
  public void breakDown() {
    down = true;
  }

  @Override
  public List<LogRecord> read() {
    requireUp();
    synchronized (records) {
      List<LogRecord> news = List.copyOf(records.subList(position, records.size()));
      position = records.size();
      return news;
    }
  }

  @Override
  public boolean append(List<LogRecord> news) {
    requireUp();
    synchronized (records) {
      if (position < records.size()) {
        return false;
      }
      records.addAll(news);
      return true;
    }
  }

  private void requireUp() {
    if (down) {
      throw new RegistryUnavailableException("the log is down");
    }
  }

  @Override
  public void close() {}
}
