package io.groundswell.notify.deliver;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names, and gives only addresses that belong to the public internet. The connection is made to the very address that
 * was looked at here, so a name cannot turn into another address in between.
 */
final class PublicAddresses implements DnsResolver {

    private static final int[][] RESERVED = {
        {0, 8}, {100 << 24 | 64 << 16, 10}, {192 << 24, 24}, {198 << 24 | 18 << 16, 15}, {240 << 24, 4}
    };

    private final List<String> allowed;

    /** @param allowed names and addresses that need not be public */
    PublicAddresses(List<String> allowed) {
        this.allowed = allowed;
    }

    /** A name leads to an address that is not to be called. */
    static final class Refused extends UnknownHostException {
        Refused() {
            super("refused: the name leads to an address that is not public");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        if (!allowed.contains(host) && !Arrays.stream(addresses).allMatch(PublicAddresses::isPublic)) {
            throw new Refused();
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return Arrays.stream(RESERVED).noneMatch(range -> startsWith(bytes, range[0], range[1]));
        }
        boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        return !uniqueLocal && isPublic(inside(bytes));
    }

    private static boolean startsWith(byte[] bytes, int prefix, int bits) {
        int number = (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        return number >>> 32 - bits == prefix >>> 32 - bits;
    }

    /** The address of version 4 that one of version 6 stands for (compatible, NAT64, 6to4); else one that is public. */
    private static InetAddress inside(byte[] bytes) {
        boolean compatible = zero(bytes, 0, 12);
        boolean translated = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b;
        boolean tunnelled = bytes[0] == 0x20 && bytes[1] == 0x02;
        int from = tunnelled ? 2 : 12;
        try {
            return compatible || translated || tunnelled
                    ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4))
                    : InetAddress.getByAddress(new byte[] {8, 8, 8, 8});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean zero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
