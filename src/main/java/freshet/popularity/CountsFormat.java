package freshet.popularity;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.stream.StateFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * How counts, or a change to them, are stored and sent: with their half-lives, so that counts which
 * were stored under other settings are not taken for what they are not.
 *
 * @param halfLives those that are counted; one that was not counted before starts at nothing
 */
record CountsFormat(List<HalfLife> halfLives) implements StateFormat<Counts> {

  @Override
  public String name() {
    return "popularity count";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Counts counts, Encoder out) throws IOException {
    out.writeLong(counts.events());
    out.writeLong(counts.latest());
    out.writeInt(halfLives.size());
    for (int i = 0; i < halfLives.size(); i++) {
      out.writeLong(halfLives.get(i).seconds());
      out.writeInt(counts.sums().get(i).epoch());
      out.writeLong(counts.sums().get(i).units());
    }
  }

  @Override
  public Counts read(Decoder in) throws IOException {
    long events = in.readLong();
    long latest = in.readLong();
    DecayedSum[] sums = new DecayedSum[halfLives.size()];
    Arrays.fill(sums, DecayedSum.ZERO);
    int stored = StateFormat.count(in);
    for (int i = 0; i < stored; i++) {
      long seconds = in.readLong();
      DecayedSum sum = new DecayedSum(in.readInt(), in.readLong());
      int place = placeOf(seconds, i);
      if (place >= 0) {
        sums[place] = sum;
      }
    }
    return new Counts(events, latest, List.of(sums));
  }

  /** Where a half-life stands; where it was stored is tried first. */
  private int placeOf(long seconds, int guess) {
    if (guess < halfLives.size() && halfLives.get(guess).seconds() == seconds) {
      return guess;
    }
    for (int i = 0; i < halfLives.size(); i++) {
      if (halfLives.get(i).seconds() == seconds) {
        return i;
      }
    }
    return -1;
  }
}
