package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.evaluate.EvaluatedLog;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.replay.Refusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReadingTest {
  @TempDir private Path folder;

  @Test
  void events_of_two_logs_that_belong_together_are_never_taken_for_the_same() throws IOException {
    Path log = folder.resolve("interactions.csv");
    Files.writeString(log, "user,item,timestamp\nu,a,1700000000\nu,b,1700000001\n");
    LogReading reading = new LogReading(InteractionTypes.builtIn(), new Refusals());

    List<Interaction> all = new ArrayList<>(reading.read(List.of(log)).interactions());
    all.addAll(reading.read(List.of(log)).interactions());

    assertThat(all).extracting(Interaction::id).hasSize(4).doesNotHaveDuplicates();
    assertThat(all.get(0).user()).isSameAs(all.get(3).user());
  }

  @Test
  void a_log_of_positions_has_no_times() throws IOException {
    Path log = folder.resolve("log.csv");
    Files.writeString(log, "user,item,pos\nu,a,0\nu,b,1\n");

    EvaluatedLog read =
        new LogReading(InteractionTypes.builtIn(), new Refusals()).read(List.of(log));

    assertThat(read.timed()).isFalse();
    assertThat(read.interactions()).hasSize(2);
  }
}
