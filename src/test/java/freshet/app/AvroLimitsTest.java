package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.SystemLimitException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroLimitsTest {
  private static final String TEXT = SystemLimitException.MAX_STRING_LENGTH_PROPERTY;

  private String before;

  @BeforeEach
  void remember() {
    before = System.getProperty(TEXT);
    System.clearProperty(TEXT);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(TEXT);
    } else {
      System.setProperty(TEXT, before);
    }
  }

  @Test
  void a_text_may_take_so_much() {
    AvroLimits.set();

    assertThat(Long.getLong(TEXT)).isEqualTo(64L << 20);
  }

  @Test
  void what_an_operator_has_set_stays() {
    System.setProperty(TEXT, "1000");

    AvroLimits.set();

    assertThat(Long.getLong(TEXT)).isEqualTo(1_000);
  }
}
