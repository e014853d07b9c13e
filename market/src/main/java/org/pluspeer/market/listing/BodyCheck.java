package org.pluspeer.market.listing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.MalformedException;

/** The limits and text rules of a listing's words. */
final class BodyCheck {
    static final int MAX_TITLE = 200;
    static final int MAX_DESCRIPTION = 8000;
    static final int MAX_TAGS = 16;
    static final int MAX_TAG = 40;
    static final int MAX_LICENCE = 100;
    static final int MAX_COLUMNS = 256;
    static final int MAX_COLUMN = 100;
    static final int MAX_SAMPLES = 4;
    static final int MAX_SERVICE = 500;

    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?");

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    private static final Pattern PATH_PART = Pattern.compile("[/\\\\:*?\"<>|]");

    private BodyCheck() {}

    static List<ListingFault> faults(ListingBody body) {
        List<ListingFault> faults = new ArrayList<>();
        require(isLine(body.title(), MAX_TITLE), ListingFault.TITLE, faults);
        require(isDescription(body.description()), ListingFault.DESCRIPTION, faults);
        require(areTags(body.tags()), ListingFault.TAGS, faults);
        require(isLine(body.licence(), MAX_LICENCE), ListingFault.LICENCE, faults);
        require(isLanguage(body.language()), ListingFault.LANGUAGE, faults);
        require(MEDIA_TYPE.matcher(body.mediaType()).matches(), ListingFault.MEDIA_TYPE, faults);
        require(isFileName(body.fileName()), ListingFault.FILE_NAME, faults);
        require(areColumns(body.columns()), ListingFault.COLUMNS, faults);
        require(body.samples().size() <= MAX_SAMPLES, ListingFault.SAMPLE, faults);
        require(isContact(body.contact()), ListingFault.CONTACT, faults);
        require(isService(body.kind(), body.service()), ListingFault.SERVICE, faults);
        require(isSmall(body), ListingFault.BODY_TOO_LARGE, faults);
        return List.copyOf(faults);
    }

    private static void require(boolean holds, ListingFault otherwise, List<ListingFault> faults) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    private static boolean isLine(String text, int most) {
        int length = Text.length(text);
        return length >= 1 && length <= most && Text.isLine(text) && text.equals(text.strip());
    }

    private static boolean isDescription(String text) {
        return Text.length(text) <= MAX_DESCRIPTION && Text.isProse(text);
    }

    private static boolean areTags(List<String> tags) {
        return tags.size() <= MAX_TAGS
                && new HashSet<>(tags).size() == tags.size()
                && tags.stream().allMatch(tag -> isLine(tag, MAX_TAG));
    }

    private static boolean isLanguage(@Nullable String language) {
        return language == null || LANGUAGE.matcher(language).matches();
    }

    private static boolean isFileName(String name) {
        return isLine(name, 255)
                && name.getBytes(StandardCharsets.UTF_8).length <= 255
                && !name.startsWith(".")
                && !name.endsWith(".")
                && !PATH_PART.matcher(name).find();
    }

    private static boolean areColumns(List<ListingBody.Column> columns) {
        return columns.size() <= MAX_COLUMNS
                && columns.stream()
                        .allMatch(column -> isLine(column.name(), MAX_COLUMN) && isLine(column.type(), MAX_COLUMN));
    }

    private static boolean isContact(@Nullable Contact contact) {
        return contact == null
                || (contact.addresses().size() <= Contact.MAX_ADDRESSES
                        && contact.addresses().stream().allMatch(Contact::isAddress));
    }

    /** An API says where it is called; what is a file may say where it is sold by HTTP, too. */
    private static boolean isService(ListingBody.Kind kind, @Nullable String service) {
        return service == null
                ? kind != ListingBody.Kind.API
                : kind != ListingBody.Kind.STORAGE
                        && service.length() <= MAX_SERVICE
                        && ADDRESS.matcher(service).matches();
    }

    private static boolean isSmall(ListingBody body) {
        try {
            return body.bytes().length <= SignedListing.MAX_BODY;
        } catch (MalformedException e) {
            // Text that cannot be written has a fault of its own.
            return true;
        }
    }
}
