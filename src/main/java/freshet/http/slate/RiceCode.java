package freshet.http.slate;

import freshet.recommend.Shown;
import java.util.Arrays;

/**
 * Writes ascending numbers as their distances in few bits (Golomb 1966, with a power of two as Rice
 * 1971 has it): some hundred hashes of {@value Shown#BITS} bits take two thirds of that each.
 */
final class RiceCode {
  /** At most so many bits: what a distance does not need is written once, as one bit each. */
  private final int low;

  private byte[] bytes;
  private int bit;

  /**
   * @param count how many numbers there are, at least 1
   */
  private RiceCode(int count, byte[] bytes) {
    this.low = Shown.BITS - (Integer.SIZE - Integer.numberOfLeadingZeros(count - 1));
    this.bytes = bytes;
  }

  /** The bits of ascending numbers of {@value Shown#BITS} bits, none of which is there twice. */
  static byte[] write(int[] numbers) {
    if (numbers.length == 0) {
      return new byte[0];
    }
    RiceCode code = new RiceCode(numbers.length, new byte[64]);
    int before = -1;
    for (int number : numbers) {
      code.writeDistance(number - before - 1);
      before = number;
    }
    return Arrays.copyOf(code.bytes, (code.bit + 7) / 8);
  }

  private void writeDistance(int distance) {
    for (int high = distance >>> low; high > 0; high--) {
      writeBit(1);
    }
    writeBit(0);
    for (int i = low - 1; i >= 0; i--) {
      writeBit(distance >>> i & 1);
    }
  }

  private void writeBit(int value) {
    if (bit == bytes.length * 8) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    bytes[bit / 8] |= (byte) (value << (7 - bit % 8));
    bit++;
  }

  /**
   * The numbers that were written.
   *
   * @throws IllegalArgumentException if these are not the bits of so many numbers
   */
  static int[] read(byte[] bytes, int count) {
    int[] numbers = new int[count];
    if (count > 0) {
      RiceCode code = new RiceCode(count, bytes);
      int before = -1;
      for (int i = 0; i < count; i++) {
        before += code.readDistance() + 1;
        if (before < 0 || before >>> Shown.BITS != 0) {
          throw new IllegalArgumentException("number " + i + " is too large");
        }
        numbers[i] = before;
      }
      if ((code.bit + 7) / 8 != bytes.length) {
        throw new IllegalArgumentException("the bits go on after the last number");
      }
    }
    return numbers;
  }

  private int readDistance() {
    int distance = 0;
    while (readBit() == 1) {
      distance++;
    }
    for (int i = 0; i < low; i++) {
      distance = distance << 1 | readBit();
    }
    return distance;
  }

  private int readBit() {
    if (bit == bytes.length * 8) {
      throw new IllegalArgumentException("the bits end early");
    }
    int value = bytes[bit / 8] >>> (7 - bit % 8) & 1;
    bit++;
    return value;
  }
}
