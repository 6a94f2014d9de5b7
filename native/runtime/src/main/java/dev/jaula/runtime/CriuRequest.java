package dev.jaula.runtime;

import org.jspecify.annotations.Nullable;

/** The messages to CRIU (rpc.proto, criu_req). */
final class CriuRequest {
  private static final int TYPE = 1;
  private static final int OPTIONS = 2;
  private static final int NOTIFY_SUCCESS = 3;
  private static final int FEATURES = 5;

  private CriuRequest() {}

  static byte[] of(CriuType type, @Nullable CriuOptions options) {
    ProtoWriter out = new ProtoWriter().number(TYPE, type.number());
    return (options == null ? out : out.message(OPTIONS, options.message())).bytes();
  }

  /** The answer to a notification: CRIU goes on, or gives up. */
  static byte[] notified(boolean success) {
    return new ProtoWriter()
        .number(TYPE, CriuType.NOTIFY.number())
        .flag(NOTIFY_SUCCESS, success)
        .bytes();
  }

  /** Whether CRIU and this kernel have a feature, by its field of criu_features. */
  static byte[] feature(int feature) {
    return new ProtoWriter()
        .number(TYPE, CriuType.FEATURE_CHECK.number())
        .message(FEATURES, new ProtoWriter().flag(feature, true))
        .bytes();
  }
}
