package org.pluspeer.node.blob;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes a file name that a stranger chose harmless: no path, no hidden file, no option, no device, no trick. */
public final class FileName {
    private static final int MOST_BYTES = 180;
    private static final int MOST_EXTENSION_BYTES = 20;
    private static final Pattern DEVICE = Pattern.compile(
            "(con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?", Pattern.CASE_INSENSITIVE);

    private FileName() {}

    /** Always the name of a plain file in one directory, at most 180 bytes of UTF-8, good on any system. */
    public static String safe(String suggested) {
        String start = suggested.length() <= 4096 ? suggested : suggested.substring(suggested.length() - 4096);
        String name = start.substring(Math.max(start.lastIndexOf('/'), start.lastIndexOf('\\')) + 1);
        StringBuilder plain = new StringBuilder();
        name.codePoints().map(FileName::plain).filter(c -> c >= 0).forEach(plain::appendCodePoint);
        name = cut(trim(Normalizer.normalize(plain, Normalizer.Form.NFC)));
        if (name.isEmpty()) {
            return "file";
        }
        return DEVICE.matcher(name).matches() || name.startsWith("-") ? "_" + name : name;
    }

    /** The name with a number, for when the name itself is taken: {@code data (2).csv}. */
    static String numbered(String name, int number) {
        return number == 1 ? name : base(name) + " (" + number + ")" + extension(name);
    }

    /** What may stay stays; what is only unfit becomes an underscore; what hides is -1. */
    private static int plain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> -1;
            case Character.SPACE_SEPARATOR -> ' ';
            default -> "<>:\"|?*".indexOf(c) >= 0 ? '_' : c;
        };
    }

    private static String trim(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && (name.charAt(from) == '.' || name.charAt(from) == ' ')) {
            from++;
        }
        while (to > from && (name.charAt(to - 1) == '.' || name.charAt(to - 1) == ' ')) {
            to--;
        }
        return name.substring(from, to);
    }

    private static String cut(String name) {
        if (bytes(name) <= MOST_BYTES) {
            return name;
        }
        String extension = bytes(extension(name)) <= MOST_EXTENSION_BYTES ? extension(name) : "";
        StringBuilder base = new StringBuilder();
        int room = MOST_BYTES - bytes(extension);
        for (int c : name.substring(0, name.length() - extension.length())
                .codePoints()
                .toArray()) {
            String character = Character.toString(c);
            room -= bytes(character);
            if (room < 0) {
                break;
            }
            base.append(character);
        }
        return trim(base.toString()) + extension.toLowerCase(Locale.ROOT);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String base(String name) {
        return name.substring(0, name.length() - extension(name).length());
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot) : "";
    }
}
