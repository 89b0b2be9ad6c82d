package io.diglot.remoting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class FieldsTest {
  private final Fields fields =
      new Fields(
          Map.of("s", "x", "i", "-7", "l", "8589934592", "b", "true", "bad", "1x", "empty", ""));

  @Test
  void readsEachType() {
    assertEquals("x", fields.text("s"));
    assertEquals(-7, fields.int32("i"));
    assertEquals(1L << 33, fields.int64("l"));
    assertTrue(fields.bool("b"));
  }

  @Test
  void givesTheDefaultForWhatIsAbsent() {
    assertEquals("d", fields.text("none", "d"));
    assertEquals(3, fields.int32("none", 3));
    assertEquals(4L, fields.int64("none", 4));
    assertTrue(fields.bool("none", true));
  }

  @Test
  void anEmptyNumberIsAbsentButAnEmptyTextIsNot() {
    assertEquals(3, fields.int32("empty", 3));
    assertEquals("", fields.text("empty", "d"));
  }

  @Test
  void namesTheFieldThatIsMissing() {
    BadRequestException e = assertThrows(BadRequestException.class, () -> fields.text("topic"));
    assertEquals("the custom field <topic> is null", e.getMessage());
    assertEquals(ResponseCode.SYSTEM_ERROR, e.code());
  }

  @Test
  void namesTheFieldThatIsNoNumber() {
    BadRequestException e = assertThrows(BadRequestException.class, () -> fields.int32("bad"));
    assertTrue(e.getMessage().contains("<bad>"), e.getMessage());
    assertThrows(BadRequestException.class, () -> fields.int32("l"), "does not fit 32 bits");
    assertThrows(BadRequestException.class, () -> fields.int64("s", 1));
  }
}
