package dev.jaula.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 at the machine's speed. The JDK's own is compiled to the processor's SHA instructions by
 * C2 alone; under C1, which short programs run with, it is ten times slower than libcrypto's (man 3
 * EVP_DigestUpdate).
 */
public final class Hashes {
  private Hashes() {}

  /** A hash to be fed by one thread: libcrypto's where it is installed, else the JDK's. */
  public static MessageDigest sha256() {
    Crypto crypto = Crypto.LIBRARY;
    if (crypto != null) {
      return new NativeSha256(crypto);
    }
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** True when libcrypto does it. */
  public static boolean isNative() {
    return Crypto.LIBRARY != null;
  }

  @SuppressWarnings("restricted")
  private static final class Crypto {
    static final @Nullable Crypto LIBRARY = load();

    private static final Cleaner CLEANER = Cleaner.create();

    final MethodHandle make;
    final MethodHandle free;
    final MethodHandle init;
    final MethodHandle update;
    final MethodHandle last;
    final MemorySegment algorithm;

    private Crypto(SymbolLookup library) throws Throwable {
      Linker linker = Linker.nativeLinker();
      make = linker.downcallHandle(find(library, "EVP_MD_CTX_new"), FunctionDescriptor.of(ADDRESS));
      free =
          linker.downcallHandle(
              find(library, "EVP_MD_CTX_free"), FunctionDescriptor.ofVoid(ADDRESS));
      FunctionDescriptor three = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
      init = linker.downcallHandle(find(library, "EVP_DigestInit_ex"), three);
      update =
          linker.downcallHandle(
              find(library, "EVP_DigestUpdate"),
              FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG),
              Linker.Option.critical(true));
      last =
          linker.downcallHandle(
              find(library, "EVP_DigestFinal_ex"), three, Linker.Option.critical(true));
      MethodHandle sha256 =
          linker.downcallHandle(find(library, "EVP_sha256"), FunctionDescriptor.of(ADDRESS));
      algorithm = (MemorySegment) sha256.invokeExact();
    }

    private static MemorySegment find(SymbolLookup library, String name) {
      return library.find(name).orElseThrow();
    }

    private static @Nullable Crypto load() {
      Crypto newest = open("libcrypto.so.3");
      return newest == null ? open("libcrypto.so.1.1") : newest;
    }

    /** Null where it is absent: the JDK's own hash does it then. */
    private static @Nullable Crypto open(String name) {
      try {
        return new Crypto(SymbolLookup.libraryLookup(name, Arena.global()));
      } catch (Throwable absent) {
        return null;
      }
    }
  }

  private static final class NativeSha256 extends MessageDigest {
    /** So much at once holds up a collection of garbage by a few dozen microseconds. */
    private static final int PIECE = 64 * 1024;

    private final Crypto crypto;
    private final MemorySegment context;
    private final byte[] one = new byte[1];

    NativeSha256(Crypto crypto) {
      super("SHA-256");
      this.crypto = crypto;
      try {
        context = (MemorySegment) crypto.make.invokeExact();
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
      MemorySegment mine = context;
      Crypto.CLEANER.register(this, () -> free(crypto, mine));
      engineReset();
    }

    private static void free(Crypto crypto, MemorySegment context) {
      try {
        crypto.free.invokeExact(context);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected int engineGetDigestLength() {
      return 32;
    }

    @Override
    protected void engineUpdate(byte input) {
      one[0] = input;
      engineUpdate(one, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      MemorySegment all = MemorySegment.ofArray(input);
      int end = offset + length;
      for (int at = offset; at < end; at += PIECE) {
        int n = Math.min(PIECE, end - at);
        try {
          check((int) crypto.update.invokeExact(context, all.asSlice(at, n), (long) n));
        } catch (Throwable e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    protected byte[] engineDigest() {
      byte[] hash = new byte[32];
      try {
        check(
            (int)
                crypto.last.invokeExact(context, MemorySegment.ofArray(hash), MemorySegment.NULL));
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
      engineReset();
      return hash;
    }

    @Override
    protected void engineReset() {
      try {
        check((int) crypto.init.invokeExact(context, crypto.algorithm, MemorySegment.NULL));
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    private static void check(int answer) {
      if (answer != 1) {
        throw new IllegalStateException("libcrypto: EVP_Digest answers " + answer);
      }
    }
  }
}
