package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.HistoryReader.Known;
import freshet.recommend.UserHistory.Touch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link HistoryReader} promises. */
public abstract class HistoryReaderContract {
  /** The user of whom {@link #some()} knows. */
  protected static final UserId ADA = new UserId("ada");

  /** A reader in which ada has viewed "first", viewed "second" and then disliked "third". */
  protected abstract HistoryReader some();

  private UserHistory history(UserId user) {
    assertThat(some().read(user)).isInstanceOf(Known.class);
    return ((Known) some().read(user)).history();
  }

  @Test
  void nothing_is_known_of_a_user_nobody_has_seen() {
    assertThat(history(new UserId("nobody")).isEmpty()).isTrue();
  }

  @Test
  void the_history_is_newest_first() {
    assertThat(history(ADA).recent())
        .extracting(Touch::item)
        .containsExactly(new ItemId("third"), new ItemId("second"), new ItemId("first"));
    List<Touch> recent = history(ADA).recent();
    for (int i = 1; i < recent.size(); i++) {
      assertThat(recent.get(i).time()).isBeforeOrEqualTo(recent.get(i - 1).time());
    }
  }

  @Test
  void what_was_disliked_is_hidden() {
    assertThat(history(ADA).hidden()).containsExactly(new ItemId("third"));
  }

  @Test
  void all_that_was_touched_is_excluded() {
    assertThat(history(ADA).excluded())
        .containsExactlyInAnyOrder(new ItemId("first"), new ItemId("second"), new ItemId("third"));
  }
}
