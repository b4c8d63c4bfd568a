package freshet.stream;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The global store behind a {@link View}: it holds nothing itself. Since it is not persistent,
 * Kafka Streams passes the whole topic through the view's processor at every start, before the
 * instance answers.
 */
final class ViewStore implements StateStore {
  private final String name;
  private boolean open;

  private ViewStore(String name) {
    this.name = name;
  }

  static StoreBuilder<ViewStore> builder(String name) {
    return new Builder(name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private record Builder(String name) implements StoreBuilder<ViewStore> {
    @Override
    public StoreBuilder<ViewStore> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<ViewStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<ViewStore> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException("the view's topic is its log");
    }

    @Override
    public StoreBuilder<ViewStore> withLoggingDisabled() {
      return this;
    }

    @Override
    public ViewStore build() {
      return new ViewStore(name);
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
