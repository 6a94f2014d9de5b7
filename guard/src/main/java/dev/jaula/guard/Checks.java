package dev.jaula.guard;

/** What the JVM specification demands and TeaVM's C backend leaves to undefined behaviour. Called by rewritten code. */
public final class Checks {
    private static final int MAX_BYTES = 1 << 30;

    private static int never;

    private Checks() {
    }

    /**
     * Throws nothing. It tells TeaVM's analysis which exceptions the runtime itself can raise inside a try block;
     * without it the methods of a caught NullPointerException may be left out and calling one jumps to address 0.
     */
    public static void mayThrow() {
        switch (never) {
            case 1 -> throw new NullPointerException();
            case 2 -> throw new ArrayIndexOutOfBoundsException();
            case 3 -> throw new ClassCastException();
            default -> { }
        }
    }

    /** The array length to allocate: never negative, and never so large that its byte count overflows an int. */
    public static int arrayLength(int length, int itemSize) {
        if (length < 0) {
            throw new NegativeArraySizeException();
        }
        if (length > MAX_BYTES / itemSize) {
            throw new OutOfMemoryError();
        }
        return length;
    }

    public static int divide(int a, int b) {
        if (b == 0) {
            throw new ArithmeticException();
        }
        return b == -1 ? -a : a / b;
    }

    public static int remainder(int a, int b) {
        if (b == 0) {
            throw new ArithmeticException();
        }
        return b == -1 ? 0 : a % b;
    }

    public static long divide(long a, long b) {
        if (b == 0) {
            throw new ArithmeticException();
        }
        return b == -1 ? -a : a / b;
    }

    public static long remainder(long a, long b) {
        if (b == 0) {
            throw new ArithmeticException();
        }
        return b == -1 ? 0 : a % b;
    }

    public static int toInt(double d) {
        if (d != d) {
            return 0;
        }
        return d <= Integer.MIN_VALUE ? Integer.MIN_VALUE : d >= Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) d;
    }

    public static long toLong(double d) {
        if (d != d) {
            return 0;
        }
        return d <= Long.MIN_VALUE ? Long.MIN_VALUE : d >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) d;
    }
}
