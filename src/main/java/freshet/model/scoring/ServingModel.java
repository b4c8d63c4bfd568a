package freshet.model.scoring;

import freshet.event.InteractionType.Stance;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Contract;
import freshet.model.artifact.Manifest;
import freshet.model.scoring.vectors.ItemVectors;
import freshet.recommend.Catalogue;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that is ready to answer: its module in native memory, and the vectors of the items it has
 * been told of on the heap.
 *
 * <p>Any number of threads may ask it while one describes items. Closing it while anybody asks ends
 * the JVM; {@link LiveModel} counts who does.
 */
public final class ServingModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServingModel.class);

  /** Items whose vectors are made together. */
  private static final int TOGETHER = 1024;

  /** So often is each shape tried before the first user comes. */
  private static final int WARM_UP = 10;

  private static final float LONG_AGO = 1e9f;

  private final Encoder encoder;
  private final Vocabulary vocabulary;
  private final ItemVectors vectors;

  /** A model that compares all items, see {@link #ServingModel(Encoder, int, int)}. */
  ServingModel(Encoder encoder) {
    this(encoder, 0, Integer.MAX_VALUE);
  }

  /**
   * A model over what encodes; knows the items of the manifest, by their ids alone.
   *
   * @param described how many items the catalogue holds
   * @param exactItems up to how many of its items and the manifest's, whichever are more, all are
   *     compared
   * @throws UnusableModelException if it does not do what the contract says
   */
  ServingModel(Encoder encoder, int described, int exactItems) {
    this.encoder = encoder;
    Manifest manifest = encoder.manifest();
    check(manifest);
    this.vocabulary = new Vocabulary(manifest);
    this.vectors =
        ItemVectors.roomFor(
            manifest.dimensions(), Math.max(described, manifest.items().size()), exactItems);
    probe();
    describe(items(manifest), item -> Optional.empty());
  }

  /**
   * Opens an artifact as {@link #open(Artifact, int, int)} does, for a model that compares all
   * items however many there are: its answers are the same each time.
   */
  public static ServingModel open(Artifact artifact) {
    return open(artifact, 0, Integer.MAX_VALUE);
  }

  /**
   * Opens an artifact, tries all it must be able to do, and warms it up. It knows the items of its
   * manifest then, by their ids alone, until they are described.
   *
   * @param described how many items the catalogue holds now
   * @param exactItems up to how many of its items and the manifest's, whichever are more, all are
   *     compared in each answer; above that, those that a search finds
   * @throws UnusableModelException with a sentence on what does not fit
   */
  public static ServingModel open(Artifact artifact, int described, int exactItems) {
    requireVersion(artifact.manifest());
    Encoder encoder;
    try {
      encoder = TorchEncoder.open(artifact);
    } catch (LinkageError e) {
      LOG.warn("A class is missing that a model needs", e);
      throw new UnusableModelException(
          "PyTorch is not on the class path; put the jars of ai.djl and pytorch there");
    }
    try {
      return new ServingModel(encoder, described, exactItems);
    } catch (RuntimeException | Error e) {
      encoder.close();
      throw e;
    }
  }

  private static void requireVersion(Manifest manifest) {
    if (manifest.contract() != Contract.VERSION) {
      throw new UnusableModelException(
          "model %s keeps contract %d and this Freshet contract %d; train it anew with this version"
              .formatted(manifest.version(), manifest.contract(), Contract.VERSION));
    }
  }

  private static void check(Manifest manifest) {
    requireVersion(manifest);
    if (manifest.dimensions() < 1 || manifest.history() < 1) {
      throw new UnusableModelException(
          "the manifest of model %s says vectors of %d numbers and a history of %d; both are at least 1"
              .formatted(manifest.version(), manifest.dimensions(), manifest.history()));
    }
  }

  private static List<ItemId> items(Manifest manifest) {
    List<ItemId> items = new ArrayList<>(manifest.items().size());
    for (String name : manifest.items()) {
      try {
        items.add(new ItemId(name));
      } catch (InvalidInputException e) {
        throw UnusableModelException.because(
            "the manifest names an item \"%s\"".formatted(name), e);
      }
    }
    return items;
  }

  /** The ends of everything that is counted; whatever lies between them fits too. */
  private void probe() {
    Manifest manifest = encoder.manifest();
    long[] ids = {0, manifest.items().size()};
    long[] words = {0, 0, manifest.features().size(), 0};
    float[] two = encoder.items(ids, words);
    int d = manifest.dimensions();
    float[] last = Arrays.copyOfRange(two, d, 2 * d);
    for (int length : new int[] {1, manifest.history()}) {
      float[] touched = new float[length * d];
      long[] types = new long[length];
      float[] ages = new float[length];
      for (int i = 0; i < length; i++) {
        System.arraycopy(last, 0, touched, i * d, d);
        types[i] = i % 2 == 0 ? manifest.types().size() : 0;
        ages[i] = i == length - 1 ? 0 : LONG_AGO;
      }
      for (int i = 0; i < WARM_UP; i++) {
        float[] unused = encoder.user(touched, types, ages);
      }
    }
  }

  /** What is known about it. */
  public Manifest manifest() {
    return encoder.manifest();
  }

  /** The vectors of the items it has been told of. */
  public ItemVectors vectors() {
    return vectors;
  }

  /** Finds what is known about an item now. */
  @FunctionalInterface
  interface Known {
    Optional<Item> find(ItemId item);
  }

  /**
   * Gives items the vectors that their content has now, and forgets those of which neither the
   * catalogue nor the model knows anything. By one thread at a time.
   *
   * @throws UnusableModelException if the model fails; some items may have their vectors then
   */
  public void describe(List<ItemId> items, Catalogue catalogue) {
    describe(items, catalogue::find);
  }

  private void describe(List<ItemId> items, Known known) {
    for (int from = 0; from < items.size(); from += TOGETHER) {
      describeTogether(items.subList(from, Math.min(items.size(), from + TOGETHER)), known);
    }
  }

  private void describeTogether(List<ItemId> items, Known known) {
    List<Optional<Item>> contents = items.stream().map(known::find).toList();
    long[][] words = contents.stream().map(vocabulary::words).toArray(long[][]::new);
    int width = Math.max(1, Arrays.stream(words).mapToInt(one -> one.length).max().orElse(1));
    long[] filled = new long[items.size() * width];
    long[] ids = new long[items.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = vocabulary.item(items.get(i));
      System.arraycopy(words[i], 0, filled, i * width, words[i].length);
    }
    float[] all = encoder.items(ids, filled);
    int d = vectors.dimensions();
    Map<ItemId, float[]> made = new HashMap<>(2 * ids.length);
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] > 0 || contents.get(i).isPresent()) {
        made.put(items.get(i), Arrays.copyOfRange(all, i * d, (i + 1) * d));
      } else {
        vectors.remove(items.get(i));
      }
    }
    vectors.putAll(made);
  }

  /**
   * To be called when the catalogue has been described, before anybody asks: see {@link
   * ItemVectors#settle}. Takes minutes where there are millions of items.
   */
  void settle() {
    vectors.settle();
  }

  /**
   * A user's vector.
   *
   * @param now when the user asks
   * @return empty if no item of the history that counts has a vector
   * @throws UnusableModelException if the model fails
   */
  public Optional<float[]> user(UserHistory history, Instant now) {
    List<Touch> touches = counting(history);
    int length = touches.size();
    int d = vectors.dimensions();
    float[] touched = new float[length * d];
    long[] types = new long[length];
    float[] ages = new float[length];
    boolean known = false;
    for (int i = 0; i < length; i++) {
      // The history begins with the newest, the model ends with it.
      Touch touch = touches.get(length - 1 - i);
      known |= vectors.copy(touch.item(), touched, i * d);
      types[i] = vocabulary.type(touch.type());
      ages[i] = Math.max(0, Duration.between(touch.time(), now).toSeconds());
    }
    return known ? Optional.of(encoder.user(touched, types, ages)) : Optional.empty();
  }

  /**
   * The vector of a user who touched items of these vectors just now, in a way it does not know.
   *
   * @param touched one vector behind the other, the earliest first; at least one, at most as many
   *     as the history it looks at
   * @throws UnusableModelException if the model fails
   */
  float[] user(float[] touched) {
    int length = touched.length / vectors.dimensions();
    return encoder.user(touched, new long[length], new float[length]);
  }

  /** The interactions the model looks at, newest first: what was taken back says nothing. */
  List<Touch> counting(UserHistory history) {
    return history.recent().stream()
        .filter(touch -> touch.type().stance() != Stance.UNDO)
        .limit(encoder.manifest().history())
        .toList();
  }

  /** Native memory that its parameters take. */
  public long nativeBytes() {
    return encoder.bytes();
  }

  /** What the vectors of its items, and what finds them, take on the heap. */
  public long heapBytes() {
    return vectors.bytes();
  }

  @Override
  public void close() {
    encoder.close();
  }
}
