package freshet.http.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.recommend.Shown;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CursorTest {
  private static Shown shown(int count) {
    return Shown.NOTHING.with(
        IntStream.range(0, count).mapToObj(i -> new ItemId("item-" + i)).toList());
  }

  @Test
  void a_cursor_goes_there_and_back() {
    for (int count : List.of(0, 1, 2, 3, 4, 5, 10, 100, 200, 1_000, 2_000)) {
      String text = Cursor.write(shown(count));

      assertThat(Cursor.read(text)).as("%d items", count).isEqualTo(shown(count));
      assertThat(text).matches("[A-Za-z0-9_-]+");
    }
  }

  @Test
  void whatever_hashes_there_are_they_go_there_and_back() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int range = 1 + random.nextInt(1 << (4 + random.nextInt(21)));
      int[] hashes =
          random
              .ints(random.nextInt(1_000), Math.max(0, (1 << 24) - range), 1 << 24)
              .sorted()
              .distinct()
              .toArray();

      assertThat(Cursor.read(Cursor.write(Shown.of(hashes))).hashes())
          .as("seed %d", seed)
          .isEqualTo(hashes);
    }
  }

  @Test
  void twenty_pages_of_ten_fit_into_an_address() {
    assertThat(Cursor.write(shown(10)).length()).isLessThan(60);
    assertThat(Cursor.write(shown(200)).length()).isLessThan(650);
    assertThat(Cursor.write(shown(Shown.MAX_SIZE)).length()).isLessThan(5_500);
  }

  @Test
  void a_cursor_that_was_cut_off_or_changed_is_refused() {
    String good = Cursor.write(shown(30));
    for (int length = 0; length < good.length(); length++) {
      refused(good.substring(0, length));
    }
    // Of the last character some bits are not used.
    for (int place = 0; place < good.length() - 1; place++) {
      char[] changed = good.toCharArray();
      changed[place] = changed[place] == 'A' ? 'B' : 'A';
      if (!Arrays.equals(changed, good.toCharArray())) {
        refused(new String(changed));
      }
    }
    refused("x".repeat(100_000));
    refused("no cursor at all!");
  }

  @Test
  void whatever_is_sent_is_read_or_refused() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      if (bytes.length > 5) {
        bytes[0] = 1;
        bytes[1] = 0;
        bytes[2] = (byte) random.nextInt(20);
      }
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      try {
        assertThat(Cursor.read(text).size()).isLessThanOrEqualTo(Shown.MAX_SIZE);
      } catch (InvalidInputException e) {
        assertThat(e.field()).isEqualTo("cursor");
      }
    }
  }

  private static void refused(String text) {
    assertThatThrownBy(() -> Cursor.read(text))
        .as(text)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "cursor cannot be read; give the one of the answer before as it is, or none to begin"
                + " anew");
  }
}
