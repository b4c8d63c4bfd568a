package freshet.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeadTest {
  @Test
  void it_is_read_from_what_the_server_says_of_its_readiness() {
    assertThat(
            Lead.parse(
                """
                {"ready":true,"parts":{"topology":"RUNNING","behind":"12345 records","catalogue":"0 items"}}"""))
        .hasValue(12_345);
  }

  @Test
  void a_server_that_says_nothing_of_it_is_not_heard() {
    assertThat(Lead.parse("{}")).isEmpty();
  }
}
