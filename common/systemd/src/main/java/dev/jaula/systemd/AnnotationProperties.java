package dev.jaula.systemd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Annotations {@code org.systemd.property.NAME}: properties of the unit in GVariant's text form, as
 * runc and crun take them. They come last, so that they win over what the limits say.
 */
public final class AnnotationProperties {
  /** What the name of such an annotation begins with. */
  public static final String PREFIX = "org.systemd.property.";

  private static final long MILLION = 1_000_000;

  private AnnotationProperties() {}

  /** The properties in the order of the annotations; a malformed name or value is an error. */
  public static List<Property> of(Map<String, String> annotations) {
    List<Property> properties = new ArrayList<>();
    annotations.forEach((key, text) -> {
      if (key.startsWith(PREFIX)) {
        properties.add(property(key, text));
      }
    });
    return properties;
  }

  private static Property property(String key, String text) {
    String name = key.substring(PREFIX.length());
    if (!isName(name)) {
      throw new SystemdException(
          "annotation "
              + key
              + " name incorrect: a property has three letters or more, and no"
              + " other character");
    }
    int stem = name.length() - "Sec".length();
    boolean isTime = name.endsWith("Sec") && stem > 0 && isLower(name.charAt(stem - 1));
    String given = "annotation " + key + " " + text;
    try {
      return isTime
          ? new Property(name.substring(0, stem) + "USec", microseconds(text), given)
          : new Property(name, VariantText.parse(text), given);
    } catch (SystemdException e) {
      throw malformed(key, text, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Units say TimeoutStopSec, the bus TimeoutStopUSec, which is unsigned. As in runc any number
   * will do, one with a fraction too.
   */
  private static Value microseconds(String text) {
    @Nullable Long fraction = SecondsText.microseconds(text);
    if (fraction != null) {
      return Value.uint64(fraction);
    }
    Value value = VariantText.parse(text);
    if (!(value instanceof Value.Whole whole) || whole.type() == 'b') {
      throw new SystemdException("not a number of seconds");
    }
    if (whole.value() < 0 || whole.value() > Long.MAX_VALUE / MILLION) {
      throw new SystemdException("out of range");
    }
    return Value.uint64(whole.value() * MILLION);
  }

  private static SystemdException malformed(String key, String text, String why) {
    return new SystemdException("annotation " + key + "=" + text + " value parse error: " + why);
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLower(c) && !(c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return name.length() >= 3;
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }
}
