package dev.jaula.registry;

/** How a blob came to be in the registry. */
public enum BlobPush {
  /** It was there. */
  EXISTED,
  /** It was in another repository of the registry, and needed not be sent. */
  MOUNTED,
  /** It was sent. */
  SENT
}
