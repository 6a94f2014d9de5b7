package dev.jaula.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * Network devices and their addresses by rtnetlink (man 7 rtnetlink), in the network namespace that
 * the process is in when this is made.
 */
public final class NetDevices implements AutoCloseable {
  private static final int BUFFER = 32 * 1024;
  private static final int HEADER = 16;
  private static final int REQUEST = 1;
  private static final int ACK = 4;
  private static final int DUMP = 0x300;
  private static final int CREATE_NEW = 0x600;
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int NEWLINK = 16;
  private static final int GETLINK = 18;
  private static final int NEWADDR = 20;
  private static final int GETADDR = 22;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_NET_NS_FD = 28;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_LABEL = 3;
  private static final int IFF_UP = 1;
  private static final int IFA_F_PERMANENT = 0x80;

  private final Kernel kernel;
  private final Syscalls calls;
  private final int socket;
  private final long message;
  private final long answer;
  private int length;

  public NetDevices(Kernel kernel) {
    this.kernel = kernel;
    this.calls = kernel.syscalls();
    this.socket = (int) kernel.call("socket", "netlink", Nr.SOCKET, 16, 3 | Files.O_CLOEXEC, 0);
    this.message = kernel.memory().zeroed(512);
    this.answer = kernel.memory().zeroed(BUFFER);
  }

  /** A global address of a device: local and peer are the same but for point-to-point links. */
  public static final class Address {
    private final int family;
    private final int prefix;
    private final byte[] local;
    private final byte[] peer;

    private Address(int family, int prefix, byte[] local, byte[] peer) {
      this.family = family;
      this.prefix = prefix;
      this.local = local;
      this.peer = peer;
    }
  }

  /** The number of the device of that name. */
  public int index(String name) {
    begin(GETLINK, REQUEST, HEADER);
    attribute(IFLA_IFNAME, text(name));
    long at = exchange("find device", name);
    return calls.getInt(at + HEADER + 4);
  }

  /** Its addresses that are global and last; others belong to this place alone. */
  public List<Address> addresses(int index, String name) {
    begin(GETADDR, REQUEST | DUMP, 8);
    send("list the addresses of", name);
    List<Address> found = new ArrayList<>();
    while (true) {
      int n = receive("list the addresses of", name);
      int from = 0;
      while (from + HEADER <= n) {
        long at = answer + from;
        int type = calls.getShort(at + 4) & 0xffff;
        if (type == DONE || type == ERROR) {
          return found;
        }
        if (type == NEWADDR && isKept(at + HEADER, index)) {
          found.add(address(at));
        }
        from += calls.getInt(at) + 3 & ~3;
      }
    }
  }

  /** Takes it down, and into another namespace under another name. */
  public void move(int index, String name, int namespace, String inside) {
    link(index, 0);
    exchange("take down", name);
    link(index, 0);
    calls.putInt(message + HEADER + 12, 0);
    attribute(IFLA_IFNAME, text(inside));
    byte[] fd = new byte[4];
    for (int i = 0; i < 4; i++) {
      fd[i] = (byte) (namespace >> 8 * i);
    }
    attribute(IFLA_NET_NS_FD, fd);
    exchange("move device", name);
  }

  public void raise(int index, String name) {
    link(index, IFF_UP);
    exchange("bring up", name);
  }

  public void add(int index, String name, Address address) {
    begin(NEWADDR, REQUEST | ACK | CREATE_NEW, 8);
    calls.putByte(message + HEADER, (byte) address.family);
    calls.putByte(message + HEADER + 1, (byte) address.prefix);
    calls.putByte(message + HEADER + 2, (byte) IFA_F_PERMANENT);
    calls.putInt(message + HEADER + 4, index);
    attribute(IFA_LOCAL, address.local);
    attribute(IFA_ADDRESS, address.peer);
    if (address.family == 2) {
      attribute(IFA_LABEL, text(name));
    }
    exchange("add an address to", name);
  }

  @Override
  public void close() {
    calls.call(Nr.CLOSE, socket, 0, 0, 0, 0, 0);
  }

  /** A struct ifinfomsg that sets or clears IFF_UP. */
  private void link(int index, int flags) {
    begin(NEWLINK, REQUEST | ACK, HEADER);
    calls.putInt(message + HEADER + 4, index);
    calls.putInt(message + HEADER + 8, flags);
    calls.putInt(message + HEADER + 12, IFF_UP);
  }

  private void begin(int type, int flags, int body) {
    for (int i = 0; i < 512; i += 8) {
      calls.putLong(message + i, 0);
    }
    calls.putShort(message + 4, (short) type);
    calls.putShort(message + 6, (short) flags);
    length = HEADER + body;
  }

  private void attribute(int type, byte[] data) {
    calls.putShort(message + length, (short) (4 + data.length));
    calls.putShort(message + length + 2, (short) type);
    calls.copyIn(data, 0, message + length + 4, data.length);
    length += 4 + data.length + 3 & ~3;
  }

  private static byte[] text(String text) {
    return Bytes.encode(text + '\0');
  }

  /** Sends the request; the address of the answer, which is no error. */
  private long exchange(String what, String name) {
    send(what, name);
    receive(what, name);
    return answer;
  }

  private void send(String what, String name) {
    calls.putInt(message, length);
    kernel.call(what, name, Nr.SENDTO, socket, message, length, 0, 0, 0);
  }

  private int receive(String what, String name) {
    int n = (int) kernel.call(what, name, Nr.RECVFROM, socket, answer, BUFFER, 0, 0, 0);
    int errno = (calls.getShort(answer + 4) & 0xffff) == ERROR ? -calls.getInt(answer + HEADER) : 0;
    if (errno != 0) {
      throw new LinuxException(what, name, errno);
    }
    return n;
  }

  private boolean isKept(long at, int index) {
    boolean lasts = (calls.getByte(at + 2) & IFA_F_PERMANENT) != 0;
    return calls.getInt(at + 4) == index && calls.getByte(at + 3) == 0 && lasts;
  }

  private Address address(long at) {
    int family = calls.getByte(at + HEADER) & 0xff;
    byte[] local = new byte[0];
    byte[] peer = new byte[0];
    int size = calls.getInt(at);
    int from = HEADER + 8;
    while (from + 4 <= size) {
      int part = calls.getShort(at + from) & 0xffff;
      int type = calls.getShort(at + from + 2) & 0xffff;
      if (type == IFA_LOCAL) {
        local = kernel.memory().copy(at + from + 4, part - 4);
      } else if (type == IFA_ADDRESS) {
        peer = kernel.memory().copy(at + from + 4, part - 4);
      }
      from += Math.max(4, part) + 3 & ~3;
    }
    return new Address(
        family, calls.getByte(at + HEADER + 1) & 0xff, local.length == 0 ? peer : local, peer);
  }
}
