package freshet.engagement;

import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.Layer;
import freshet.recommend.Reason;
import freshet.recommend.experiment.Group;
import freshet.recommend.impression.Reaction;
import freshet.recommend.impression.Response;
import freshet.recommend.impression.ServedSlate;
import freshet.recommend.impression.ServedSlate.Endpoint;
import freshet.recommend.impression.ServedSlate.Place;
import freshet.recommend.impression.ShownSlate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A slate as it is kept among others of the same user; immutable.
 *
 * <p>Whoever is shown another slate does not look at those before it: what they hold stays bytes
 * until something is done with one of them. In these bytes stand, one after the other, the
 * endpoint, the scenario, the model (empty where there is none), the groups, and of each item its
 * id, layer, reason and response. Texts are in Java's modified UTF-8 behind their length.
 */
final class KeptSlate {
  // What stands where in these lists is stored: what is new comes behind.
  private static final List<Layer> LAYERS =
      List.of(Layer.MODEL, Layer.COLLABORATIVE, Layer.CONTENT, Layer.POPULARITY);
  private static final List<Reason.Kind> REASONS =
      List.of(
          Reason.Kind.AFTER,
          Reason.Kind.AGAIN,
          Reason.Kind.FOLLOWS,
          Reason.Kind.TAG,
          Reason.Kind.POPULAR,
          Reason.Kind.NEW,
          Reason.Kind.NONE);
  private static final List<Endpoint> ENDPOINTS =
      List.of(Endpoint.RECOMMENDATIONS, Endpoint.FEED, Endpoint.RANKING, Endpoint.BATCH);
  private static final List<Reaction> REACTIONS =
      List.of(Reaction.CLICK, Reaction.LIKE, Reaction.PLAY);

  /** Of a response: something was done. */
  private static final int TOUCHED = 1;

  private final String id;
  private final Instant time;
  private final byte[] rest;

  private KeptSlate(String id, Instant time, byte[] rest) {
    this.id = id;
    this.time = time;
    this.rest = rest;
  }

  /** A slate that nothing was done with yet. */
  static KeptSlate of(ServedSlate slate) {
    List<Response> none = new ArrayList<>(slate.items().size());
    for (int i = 0; i < slate.items().size(); i++) {
      none.add(Response.NONE);
    }
    return of(new ShownSlate(slate, none));
  }

  static KeptSlate of(ShownSlate shown) {
    ServedSlate slate = shown.slate();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 + 16 * slate.items().size());
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(ENDPOINTS.indexOf(slate.endpoint()));
      out.writeUTF(slate.scenario().orElse(""));
      out.writeUTF(slate.model().orElse(""));
      out.writeByte(slate.groups().size());
      for (Group group : slate.groups()) {
        out.writeUTF(group.experiment());
        out.writeUTF(group.variant());
      }
      out.writeShort(slate.items().size());
      for (int i = 0; i < slate.items().size(); i++) {
        Place place = slate.items().get(i);
        out.writeUTF(place.item().value());
        out.writeByte(LAYERS.indexOf(place.layer()));
        out.writeByte(REASONS.indexOf(place.reason()));
        out.writeByte(bits(shown.responses().get(i)));
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return new KeptSlate(slate.id(), slate.time(), bytes.toByteArray());
  }

  /** The slate of which {@link #rest()} are these bytes. */
  static KeptSlate of(String id, Instant time, ByteBuffer stored) {
    byte[] rest = new byte[stored.remaining()];
    stored.get(rest);
    return new KeptSlate(id, time, rest);
  }

  String id() {
    return id;
  }

  /** When it was shown. */
  Instant time() {
    return time;
  }

  /** All but id and time. */
  ByteBuffer rest() {
    return ByteBuffer.wrap(rest);
  }

  /**
   * All of it.
   *
   * @param user whose it is
   */
  ShownSlate open(UserId user) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(rest))) {
      Endpoint endpoint = ENDPOINTS.get(in.readByte());
      Optional<String> scenario = Optional.of(in.readUTF()).filter(name -> !name.isEmpty());
      Optional<String> model = Optional.of(in.readUTF()).filter(version -> !version.isEmpty());
      int groupCount = in.readByte();
      List<Group> groups = new ArrayList<>(groupCount);
      for (int i = 0; i < groupCount; i++) {
        groups.add(new Group(in.readUTF(), in.readUTF()));
      }
      int itemCount = in.readShort();
      List<Place> items = new ArrayList<>(itemCount);
      List<Response> responses = new ArrayList<>(itemCount);
      for (int i = 0; i < itemCount; i++) {
        items.add(
            new Place(
                new ItemId(in.readUTF()), LAYERS.get(in.readByte()), REASONS.get(in.readByte())));
        responses.add(response(in.readByte()));
      }
      return new ShownSlate(
          new ServedSlate(id, user, time, endpoint, scenario, model, groups, items), responses);
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalStateException("a stored slate is corrupt", e);
    }
  }

  private static int bits(Response response) {
    int bits = response.touched() ? TOUCHED : 0;
    for (Reaction reaction : response.reactions()) {
      bits |= bit(reaction);
    }
    return bits;
  }

  /** Those of reactions follow {@link #TOUCHED}. */
  private static int bit(Reaction reaction) {
    return TOUCHED << (1 + REACTIONS.indexOf(reaction));
  }

  private static Response response(int bits) {
    if (bits == 0) {
      return Response.NONE;
    }
    Set<Reaction> reactions = EnumSet.noneOf(Reaction.class);
    for (Reaction reaction : REACTIONS) {
      if ((bits & bit(reaction)) != 0) {
        reactions.add(reaction);
      }
    }
    return new Response((bits & TOUCHED) != 0, reactions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeptSlate slate
        && id.equals(slate.id)
        && time.equals(slate.time)
        && Arrays.equals(rest, slate.rest);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
