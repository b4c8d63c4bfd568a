package freshet.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoisonHandlerTest {
  private final PoisonHandler handler = new PoisonHandler();
  private final ErrorHandlerContext place = new Place();

  private static final class Place implements ErrorHandlerContext {
    @Override
    public String topic() {
      return "interactions";
    }

    @Override
    public int partition() {
      return 3;
    }

    @Override
    public long offset() {
      return 42;
    }

    @Override
    public Headers headers() {
      return new RecordHeaders().add("trace", new byte[] {7});
    }

    @Override
    public String processorNodeId() {
      return "profile-update";
    }

    @Override
    public TaskId taskId() {
      return new TaskId(0, 3);
    }

    @Override
    public long timestamp() {
      return 0;
    }

    @Override
    public byte[] sourceRawKey() {
      return new byte[] {'k'};
    }

    @Override
    public byte[] sourceRawValue() {
      return new byte[] {'v'};
    }
  }

  @BeforeEach
  void configure() {
    handler.configure(Map.of(PoisonHandler.TOPIC, "dead"));
  }

  private ProcessingExceptionHandler.Response processing(Exception error) {
    return handler.handleError(place, new Record<>("k", "v", 0), error);
  }

  @Test
  void a_record_that_is_to_blame_is_set_aside_with_its_reason_and_place() {
    ProcessingExceptionHandler.Response response =
        processing(new IllegalArgumentException("it makes no sense"));

    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.RESUME);
    ProducerRecord<byte[], byte[]> letter = response.deadLetterQueueRecords().get(0);
    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(letter.key()).containsExactly('k');
    assertThat(letter.value()).containsExactly('v');
    assertThat(header(letter, DeadLetter.REASON)).isEqualTo("it makes no sense");
    assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo("interactions");
    assertThat(header(letter, DeadLetter.PARTITION)).isEqualTo("3");
    assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("42");
    assertThat(letter.headers().lastHeader("trace").value()).containsExactly(7);
  }

  private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void a_failure_of_anything_else_fails_the_task() {
    for (Exception error :
        new Exception[] {
          new IllegalStateException("a bug"),
          new TimeoutException("Kafka"),
          new SerializationException("x", new ConnectException("registry"))
        }) {
      assertThat(processing(error).result()).isEqualTo(ProcessingExceptionHandler.Result.FAIL);
      assertThat(handler.handleError(place, (ConsumerRecord<byte[], byte[]>) null, error).result())
          .isEqualTo(DeserializationExceptionHandler.Result.FAIL);
    }
  }

  private ProductionExceptionHandler.Result producing(String topic, Exception error) {
    return handler.handleError(place, new ProducerRecord<>(topic, new byte[0]), error).result();
  }

  @Test
  void a_dead_letter_that_is_too_large_does_not_stop_the_stream_but_any_other_record_does() {
    RecordTooLargeException tooLarge = new RecordTooLargeException("2 MB");
    assertThat(producing("dead", tooLarge)).isEqualTo(ProductionExceptionHandler.Result.RESUME);
    assertThat(producing("neighbours", tooLarge)).isEqualTo(ProductionExceptionHandler.Result.FAIL);
    assertThat(producing("dead", new TimeoutException("Kafka")))
        .isEqualTo(ProductionExceptionHandler.Result.FAIL);
  }
}
