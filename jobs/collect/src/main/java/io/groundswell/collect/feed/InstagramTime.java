package io.groundswell.collect.feed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time in Instagram's own ids of media, which stand in their addresses: in 64 digits, or for stories as a number. */
final class InstagramTime {

    private static final Pattern ADDRESS = Pattern.compile(
            "https?://(?:www\\.)?instagram\\.com/(?:(?:p|tv|reel)/([\\w-]{9,11})/?|stories/[\\w.]{1,60}/(\\d{17,18}|[1-8]\\d{18})/?)");

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final long FIRST_MILLIS = 1_314_220_021_721L;

    /** Milliseconds since 1970, to the second, or null where there is none. */
    static Long ofAddress(String permalink) {
        Matcher address = ADDRESS.matcher(permalink.length() > 200 ? "" : permalink);
        if (!address.matches()) {
            return null;
        }
        long id = address.group(1) != null ? ofDigits(address.group(1)) : Long.parseLong(address.group(2));
        return id < 0 ? null : ((id >> 23) + FIRST_MILLIS) / 1000 * 1000;
    }

    private static long ofDigits(String digits) {
        long id = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = DIGITS.indexOf(digits.charAt(i));
            if (digit < 0 || id > Long.MAX_VALUE >> 6) {
                return -1;
            }
            id = id << 6 | digit;
        }
        return id;
    }

    private InstagramTime() {}
}
