package freshet.model.release.store;

import freshet.avro.ArtifactChunkRecord;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.release.store.Incoming.Part;
import freshet.stream.Decoded;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Artifacts in Kafka itself, in pieces that any broker takes: nothing else is needed. */
public final class KafkaArtifacts implements ArtifactStore {
  /** The longest piece, in bytes: half of what a broker takes unless told otherwise. */
  static final int CHUNK_BYTES = 512 * 1024;

  /** How many pieces may be under way at once; they have to fit into the writer's memory. */
  private static final int UNDER_WAY = 8;

  private static final int TRIES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration APPEND_LIMIT = Duration.ofSeconds(15);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration FETCH_LIMIT = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Topic<String, ArtifactChunkRecord> topic;
  private final TopicPartition partition;
  private final Deserializer<Decoded<ArtifactChunkRecord>> values;
  private final TopicWriter writer;
  private final Supplier<Consumer<byte[], byte[]>> readers;

  /**
   * Artifacts in a topic of one partition.
   *
   * @param writer shared with others
   * @param readers makes consumers without a group, to be closed by who uses them
   */
  public KafkaArtifacts(
      Topic<String, ArtifactChunkRecord> topic,
      TopicWriter writer,
      Supplier<Consumer<byte[], byte[]>> readers) {
    this.topic = topic;
    this.partition = new TopicPartition(topic.name(), 0);
    this.values = Decoded.serde(topic.values()).deserializer();
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public Stored plan(Artifact artifact) {
    Stored nowhere = Stored.at("", artifact);
    int count = chunks(nowhere.manifest().bytes()) + chunks(nowhere.module().bytes());
    try (Consumer<byte[], byte[]> reader = readers.get()) {
      long end = reader.endOffsets(List.of(partition), ANSWER_LIMIT).get(partition);
      return Stored.at(new ChunkSpan(end, count).toString(), artifact);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  private static int chunks(long bytes) {
    return Math.toIntExact((bytes + CHUNK_BYTES - 1) / CHUNK_BYTES);
  }

  private static UnreachableArtifactException unreachable(Exception cause) {
    return new UnreachableArtifactException(
        "Kafka does not answer (%s); check that the brokers are up".formatted(cause.getMessage()),
        cause);
  }

  @Override
  public void upload(Artifact artifact, Stored planned) throws InterruptedException {
    Upload upload = new Upload(planned.version());
    upload.file(Part.MANIFEST, Artifact.manifestOf(artifact.file()));
    upload.file(Part.MODULE, artifact.file());
    upload.awaitAll();
  }

  /** One artifact on its way out: a few pieces at a time, each tried again when it fails. */
  private final class Upload {
    private final String version;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private int number;

    Upload(String version) {
      this.version = version;
    }

    private record Pending(
        String key, ArtifactChunkRecord chunk, CompletableFuture<Void> appended) {}

    void file(Part part, Path file) throws InterruptedException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        long size = channel.size();
        for (long offset = 0; offset < size; offset += CHUNK_BYTES) {
          if (pending.size() == UNDER_WAY) {
            await(pending.remove());
          }
          send(
              new ArtifactChunkRecord(
                  part.name().toLowerCase(Locale.ROOT), offset, read(channel, offset, size)));
        }
      } catch (IOException e) {
        throw new UnreachableArtifactException(
            "%s cannot be read (%s); check the disk".formatted(file, e.getMessage()), e);
      }
    }

    private static ByteBuffer read(FileChannel channel, long offset, long size) throws IOException {
      ByteBuffer content = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, size - offset));
      while (content.hasRemaining()) {
        if (channel.read(content, offset + content.position()) < 0) {
          throw new IOException("it became shorter while it was read");
        }
      }
      return content.flip();
    }

    private void send(ArtifactChunkRecord chunk) {
      String key = key(version, number++);
      pending.add(new Pending(key, chunk, writer.append(topic, key, chunk)));
    }

    private void await(Pending one) throws InterruptedException {
      CompletableFuture<Void> appended = one.appended();
      Duration pause = FIRST_PAUSE;
      for (int tries = 1; ; tries++) {
        try {
          appended.get(APPEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
          return;
        } catch (ExecutionException | TimeoutException e) {
          if (tries == TRIES) {
            throw unreachable(e);
          }
        }
        pause(pause);
        pause = pause.multipliedBy(2);
        appended = writer.append(topic, one.key(), one.chunk());
      }
    }

    void awaitAll() throws InterruptedException {
      while (!pending.isEmpty()) {
        await(pending.remove());
      }
    }
  }

  private static String key(String version, int number) {
    return version + "/" + number;
  }

  private static void pause(Duration pause) throws InterruptedException {
    // Nothing ends the pause early but an interrupt.
    var unused = new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void fetch(Stored stored, Incoming into) {
    ChunkSpan span = ChunkSpan.of(stored);
    BitSet arrived = new BitSet(span.count());
    try (Reading reading = new Reading(readers.get())) {
      reading.from(span.first());
      while (arrived.cardinality() < span.count() && !reading.isAtEnd()) {
        for (ConsumerRecord<byte[], byte[]> message : reading.next()) {
          int number = number(message, stored.version());
          if (number >= 0 && number < span.count() && message.value() != null) {
            take(message, into);
            arrived.set(number);
          }
        }
      }
    } catch (KafkaException e) {
      throw unreachable(e);
    } catch (IOException e) {
      throw new UnreachableArtifactException(
          "model %s cannot be kept (%s); check the disk of data-dir"
              .formatted(stored.version(), e.getMessage()),
          e);
    }
    if (arrived.cardinality() < span.count()) {
      throw new UnusableModelException(
          "%d of the %d pieces of model %s are missing in topic %s; release the model again"
              .formatted(
                  span.count() - arrived.cardinality(),
                  span.count(),
                  stored.version(),
                  topic.name()));
    }
  }

  /** The topic from an offset to what was its end then, within a time. */
  private final class Reading implements AutoCloseable {
    private final Consumer<byte[], byte[]> reader;
    private final long deadline = System.nanoTime() + FETCH_LIMIT.toNanos();
    private long end;

    Reading(Consumer<byte[], byte[]> reader) {
      this.reader = reader;
    }

    void from(long first) {
      reader.assign(List.of(partition));
      reader.seek(partition, first);
      end = reader.endOffsets(List.of(partition), ANSWER_LIMIT).get(partition);
    }

    boolean isAtEnd() {
      return reader.position(partition, ANSWER_LIMIT) >= end;
    }

    Iterable<ConsumerRecord<byte[], byte[]>> next() {
      if (System.nanoTime() > deadline) {
        throw new org.apache.kafka.common.errors.TimeoutException(
            "it was not read within " + FETCH_LIMIT.toMinutes() + " minutes");
      }
      return reader.poll(POLL);
    }

    @Override
    public void close() {
      reader.close(CloseOptions.timeout(ANSWER_LIMIT));
    }
  }

  /** The number of a piece; -1 for pieces of other models. */
  private int number(ConsumerRecord<byte[], byte[]> message, String version) {
    if (message.key() == null) {
      return -1;
    }
    String key = topic.keys().deserializer().deserialize(topic.name(), message.key());
    String prefix = version + "/";
    if (!key.startsWith(prefix)) {
      return -1;
    }
    try {
      return Integer.parseInt(key.substring(prefix.length()));
    } catch (NumberFormatException notOurs) {
      return -1;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> message, Incoming into) throws IOException {
    Decoded<ArtifactChunkRecord> decoded =
        values.deserialize(topic.name(), message.headers(), message.value());
    ArtifactChunkRecord chunk =
        decoded
            .value()
            .orElseThrow(
                () ->
                    new UnusableModelException(
                        "the record of %s at offset %d cannot be read; release the model again"
                            .formatted(topic.name(), message.offset())));
    into.write(part(chunk), chunk.getOffset(), chunk.getContent());
  }

  private static Part part(ArtifactChunkRecord chunk) {
    return chunk.getFile().equals("module") ? Part.MODULE : Part.MANIFEST;
  }

  @Override
  public void delete(Stored stored) {
    ChunkSpan span = ChunkSpan.of(stored);
    for (int number = 0; number < span.count(); number++) {
      // One that is not deleted now only takes room.
      var unused = writer.append(topic, key(stored.version(), number), null);
    }
  }
}
