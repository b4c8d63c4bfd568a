package freshet.profile;

import freshet.event.UserId;
import freshet.profile.PersonMessage.Transfer;
import freshet.stream.StateFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * How a transfer is written. The profile in it keeps the version of its own layout, so that one
 * that waits while Freshet is brought up to date can be read.
 */
record TransferFormat(ProfileFormat profiles) implements StateFormat<Transfer> {
  private static final MergesFormat MERGES = new MergesFormat();

  @Override
  public String name() {
    return "transfer";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Transfer transfer, Encoder out) throws IOException {
    out.writeString(transfer.from().value());
    out.writeLong(transfer.time().toEpochMilli());
    out.writeInt(profiles.version());
    profiles.write(transfer.profile(), out);
    MERGES.write(new Merges(transfer.merges(), Optional.empty()), out);
  }

  @Override
  public Transfer read(Decoder in) throws IOException {
    UserId from = new UserId(in.readString());
    Instant time = Instant.ofEpochMilli(in.readLong());
    int layout = in.readInt();
    if (!profiles.reads(layout)) {
      throw new IOException("the profile in a transfer has layout version " + layout);
    }
    Profile profile = profiles.read(layout, in);
    return new Transfer(from, time, profile, MERGES.read(in).latest());
  }
}
