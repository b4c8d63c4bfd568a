package freshet.model.scoring;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.model.artifact.Manifest;
import freshet.recommend.Catalogue;
import freshet.recommend.CatalogueListener;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that answers now. It is replaced while it is asked: who holds a lease keeps the model
 * it got, and the one that was replaced is closed by whoever gives its last lease back.
 *
 * <p>Told by the catalogue of what changes there, it sees to it that the model's vectors follow: an
 * item has its vector as soon as the executor has come to it, together with all that have changed
 * meanwhile. What waits is bounded by the catalogue, for an item waits once however often it
 * changes.
 */
public final class LiveModel implements CatalogueListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveModel.class);
  private static final int TOGETHER = 1024;

  private final Catalogue catalogue;
  private final Executor executor;
  private final Consumer<ServingModel> rehearsal;
  private final AtomicReference<Counted> current = new AtomicReference<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong nativeBytes = new AtomicLong();

  /** Held by whoever replaces the model. */
  private final Object replacing = new Object();

  /** Held by whoever describes items, and for the moment in which the model changes. */
  private final Object describing = new Object();

  private final Set<ItemId> changed = new LinkedHashSet<>();

  /** Whether the executor has been asked to come to what changed, and has not yet. */
  private boolean following;

  private Optional<ServingModel> next = Optional.empty();
  private volatile boolean awaited;
  private volatile boolean closed;

  /**
   * No model yet.
   *
   * @param catalogue what the items of a model are described from
   * @param executor follows the catalogue's changes, one piece of work at a time; {@code
   *     Runnable::run} to do it within the change
   */
  public LiveModel(Catalogue catalogue, Executor executor) {
    this(catalogue, executor, model -> {});
  }

  private LiveModel(Catalogue catalogue, Executor executor, Consumer<ServingModel> rehearsal) {
    this.catalogue = catalogue;
    this.executor = executor;
    this.rehearsal = rehearsal;
  }

  /**
   * No model yet; one that takes over is as quick from its first answer on as it ever gets.
   *
   * @param catalogue what the items of a model are described from
   * @param executor follows the catalogue's changes, one piece of work at a time
   */
  public static LiveModel rehearsed(Catalogue catalogue, Executor executor) {
    return new LiveModel(catalogue, executor, Rehearsal::of);
  }

  /** A model and how many use it, its being live counted as one. */
  private final class Counted {
    private final ServingModel model;
    private final AtomicInteger users = new AtomicInteger(1);

    Counted(ServingModel model) {
      this.model = model;
    }

    /** Whether it may be used; one that nobody uses any more may not. */
    boolean take() {
      return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    void giveBack() {
      if (users.decrementAndGet() == 0) {
        closeModel(model);
      }
    }
  }

  /** The right to use a model until it is closed; closing it again does nothing. */
  public static final class Lease implements AutoCloseable {
    private final Counted counted;
    private final AtomicBoolean returned = new AtomicBoolean();

    private Lease(Counted counted) {
      this.counted = counted;
    }

    /**
     * The model; not to be used once the lease is closed.
     *
     * @throws IllegalStateException if it is
     */
    public ServingModel model() {
      if (returned.get()) {
        throw new IllegalStateException("the model was given back");
      }
      return counted.model;
    }

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        counted.giveBack();
      }
    }
  }

  /** The model that is live, to be used until the lease is closed; empty if there is none. */
  public Optional<Lease> lease() {
    for (Counted one = current.get(); one != null; one = current.get()) {
      // Between the two steps it may have been replaced and closed: then there is another one.
      if (one.take()) {
        return Optional.of(new Lease(one));
      }
    }
    return Optional.empty();
  }

  /**
   * Lets a model take over once it knows the catalogue and finds its items quickly, which takes
   * minutes where there are millions of them; returns when it answers. The model is this object's
   * from now on: it is closed when it is replaced and nobody uses it any more, and at once if it
   * fails here; what was live stays live then.
   *
   * @throws freshet.model.UnusableModelException if it cannot describe the catalogue
   * @throws IllegalStateException if this is closed
   */
  public void serve(ServingModel model) {
    open.incrementAndGet();
    nativeBytes.addAndGet(model.nativeBytes());
    synchronized (replacing) {
      try {
        requireOpen();
        await(Optional.of(model));
        describeAll(model);
        model.settle();
        rehearsal.accept(model);
        replace(model);
      } catch (RuntimeException | Error e) {
        await(Optional.empty());
        closeModel(model);
        throw e;
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("no model is served any more: Freshet is stopping");
    }
  }

  /** What changes from now on reaches that model too, before it is live. */
  private void await(Optional<ServingModel> model) {
    synchronized (describing) {
      next = model;
      awaited = model.isPresent();
    }
  }

  private void describeAll(ServingModel model) {
    List<ItemId> items = new ArrayList<>(TOGETHER);
    for (Iterator<Item> all = catalogue.all().iterator(); all.hasNext(); ) {
      items.add(all.next().id());
      if (items.size() == TOGETHER || !all.hasNext()) {
        // Looked up under the lock: a change after that is described after that.
        synchronized (describing) {
          model.describe(items, catalogue);
        }
        items.clear();
      }
    }
  }

  private void replace(ServingModel model) {
    Counted before;
    synchronized (describing) {
      requireOpen();
      next = Optional.empty();
      before = current.getAndSet(new Counted(model));
      awaited = false;
    }
    if (before != null) {
      before.giveBack();
    }
  }

  /** Lets nothing be live any more. */
  public void withdraw() {
    Counted before;
    synchronized (describing) {
      before = current.getAndSet(null);
    }
    if (before != null) {
      before.giveBack();
    }
  }

  @Override
  public void changed(ItemId item) {
    if (closed || (current.get() == null && !awaited)) {
      return;
    }
    synchronized (changed) {
      changed.add(item);
      if (following) {
        return;
      }
      following = true;
    }
    try {
      executor.execute(this::describeChanged);
    } catch (RejectedExecutionException e) {
      synchronized (changed) {
        following = false;
      }
      LOG.warn("The model does not follow the catalogue until its next change", e);
    }
  }

  private void describeChanged() {
    List<ItemId> items;
    synchronized (changed) {
      items = List.copyOf(changed);
      changed.clear();
      following = false;
    }
    synchronized (describing) {
      next.ifPresent(model -> describe(model, items));
      lease()
          .ifPresent(
              lease -> {
                try (lease) {
                  describe(lease.model(), items);
                }
              });
    }
  }

  /** An item that cannot be described keeps the vector it had: others must not suffer for it. */
  private void describe(ServingModel model, List<ItemId> items) {
    try {
      model.describe(items, catalogue);
    } catch (RuntimeException e) {
      LOG.warn("{} items of the catalogue got no vectors from the model", items.size(), e);
    }
  }

  /** What is known about the model that is live. */
  public Optional<Manifest> manifest() {
    try (Lease lease = lease().orElse(null)) {
      return lease == null ? Optional.empty() : Optional.of(lease.model().manifest());
    }
  }

  /** How many models are in memory: more than one only while one takes over from another. */
  public int open() {
    return open.get();
  }

  /** Native memory of the parameters of all models that are in memory. */
  public long nativeBytes() {
    return nativeBytes.get();
  }

  /** What the vectors of the live model's items, and what finds them, take on the heap. */
  public long heapBytes() {
    try (Lease lease = lease().orElse(null)) {
      return lease == null ? 0 : lease.model().heapBytes();
    }
  }

  private void closeModel(ServingModel model) {
    open.decrementAndGet();
    nativeBytes.addAndGet(-model.nativeBytes());
    try {
      model.close();
    } catch (RuntimeException e) {
      // Whoever gave it back did nothing wrong and has got its answer.
      LOG.warn("The memory of a model could not be freed", e);
    }
  }

  /** Nothing is live any more, and nothing will be. */
  @Override
  public void close() {
    closed = true;
    withdraw();
  }
}
