package freshet.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyringTest {
  private static String hash(String key) {
    return HexFormat.of().formatHex(ApiKey.hash(key));
  }

  @Test
  void a_file_holds_a_key_on_each_line() {
    Keyring keys =
        Keyring.parse(
            """
            # the site
            site   read,write  %s

            page   events      %s
            """
                .formatted(hash("one"), hash("two")));

    assertThat(keys.keys()).hasSize(2);
    ApiKey site = keys.find("one").orElseThrow();
    assertThat(site.name()).isEqualTo("site");
    assertThat(Set.of(Right.values()).stream().filter(site::may))
        .containsExactlyInAnyOrder(Right.READ, Right.WRITE, Right.EVENTS);
    assertThat(keys.find("two").orElseThrow().may(Right.READ)).isFalse();
    assertThat(keys.find("three")).isEmpty();
    assertThat(keys.find("")).isEmpty();
  }

  @Test
  void the_hash_is_that_of_sha256sum() {
    // printf %s secret | sha256sum
    assertThat(hash("secret"))
        .isEqualTo("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b");
  }

  @Test
  void admin_may_everything() {
    ApiKey admin = ApiKey.of("root", Set.of(Right.ADMIN), hash("x"));

    assertThat(Set.of(Right.values())).allMatch(admin::may);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "site read|line 1 has 2 words; give a name, its rights and the key's SHA-256",
        "site reed 00|line 1: there is no such right; give events, read, write, metrics or admin, separated by commas",
        "site read topsecret|line 1: the hash of the key site is wrong; give its SHA-256 as 64 hexadecimal digits",
        "s/te read 00|line 1: the name of a key is wrong; give 1 to 64 letters, digits, dots, hyphens and underscores",
      })
  void what_is_wrong_is_told_by_line_and_never_repeats_a_key(String text, String message) {
    assertThatThrownBy(() -> Keyring.parse(text)).hasMessage(message);
  }

  @Test
  void two_keys_of_one_name_are_refused() {
    ApiKey key = ApiKey.of("site", Set.of(Right.READ), hash("x"));

    assertThatThrownBy(() -> new Keyring(List.of(key, key)))
        .hasMessage("two keys are called site; give each a name of its own");
  }
}
