package dev.logway.routing;

import dev.logway.domain.resource.PathPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/*
 * How a path finds its route.
 *
 * Every pattern is kept at its anchor: the literal it starts with, up to the last slash of that. A path can only be taken
 * by the patterns at those of its own beginnings that end with a slash, and the longer beginning has the longer literal
 * prefix, so a match asks for the path itself first, and then for its beginnings from the longest to the shortest. Each
 * is a lookup by hash code, and there is a way to have them all for the price of one: String's hash code is a polynomial,
 * h(text + c) = 31 * h(text) + c, and 31 has an inverse modulo 2^32, so the code of a beginning follows from that of the
 * next longer one.
 *
 * In a table of a hundred thousand routes time goes where memory is read that no cache holds. Hash codes stand apart from
 * what they lead to, eight or so to a page: all pages together are small enough for the second-level cache, and a
 * beginning that nothing is kept for, as most, costs no more than its page. For the one that is found a match reads the
 * place, the shape of its pattern and the candidate.
 */
/**
 * What a table keeps by literal path: an immutable hash table of small pages, listed in blocks. A change copies the page
 * it touches, that page's block, and the list of blocks.
 *
 * @param <R> what the data plane keeps per route
 */
final class Places<R> {
    /** 31 times this is 1, modulo 2^32. */
    private static final int INVERSE_OF_31 = 0xBDEF7BDF;

    /** 2^32 over the golden ratio: spreads hash codes that differ in few bits (Knuth, vol. 3, section 6.4). */
    private static final int SPREAD = 0x9E3779B9;

    private static final int BLOCK_BITS = 6;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int MASK = BLOCK - 1;
    private static final int MOST_PER_PAGE = 8;
    private static final int[] NO_CODES = {};
    private static final Place<?>[] NO_PLACES = {};

    /** The hash codes of the places, by block and page. */
    private final int[][][] codes;

    /** The places, in the order of their hash codes. */
    private final Place<R>[][][] places;

    private final int shift;
    private final int size;

    /** No place's path is longer. */
    private final int longest;

    private Places(int[][][] codes, Place<R>[][][] places, int size, int longest) {
        this.codes = codes;
        this.places = places;
        this.shift = Integer.numberOfLeadingZeros(codes.length) + 1 - BLOCK_BITS;
        this.size = size;
        this.longest = longest;
    }

    static <R> Places<R> empty() {
        return ofBlocks(1, 0);
    }

    @SuppressWarnings("unchecked") // Empty arrays hold nothing of a wrong type.
    private static <R> Places<R> ofBlocks(int blocks, int longest) {
        int[][][] codes = new int[blocks][BLOCK][];
        Place<R>[][][] places = (Place<R>[][][]) new Place<?>[blocks][BLOCK][];
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(codes[block], NO_CODES);
            Arrays.fill(places[block], (Place<R>[]) NO_PLACES);
        }
        return new Places<>(codes, places, 0, longest);
    }

    /** The candidate that takes {@code request}, or null. */
    @Nullable
    Candidate<R> match(RouteRequest request) {
        String path = request.path();
        int hashCode = path.hashCode();
        Candidate<R> exact = exact(hashCode, request);
        if (exact != null) {
            return exact;
        }
        int end = path.length();
        while (end > 0) {
            char last = path.charAt(end - 1);
            if (last == '/' && end <= longest) {
                Candidate<R> below = below(hashCode, end, request);
                if (below != null) {
                    return below;
                }
            }
            do {
                hashCode = (hashCode - last) * INVERSE_OF_31;
                end--;
                last = end == 0 ? '/' : path.charAt(end - 1);
            } while (last != '/');
        }
        return null;
    }

    private @Nullable Candidate<R> exact(int hashCode, RouteRequest request) {
        int page = page(hashCode);
        int[] onPage = codes[page >>> BLOCK_BITS][page & MASK];
        for (int i = 0; i < onPage.length; i++) {
            if (onPage[i] == hashCode) {
                Candidate<R> found = places[page >>> BLOCK_BITS][page & MASK][i].matchExactly(request);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private @Nullable Candidate<R> below(int hashCode, int end, RouteRequest request) {
        int page = page(hashCode);
        int[] onPage = codes[page >>> BLOCK_BITS][page & MASK];
        for (int i = 0; i < onPage.length; i++) {
            if (onPage[i] == hashCode) {
                Candidate<R> found = places[page >>> BLOCK_BITS][page & MASK][i].matchBelow(request, end);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Gives {@code explainer} every candidate whose path takes {@code path}, group by group as a match meets them. */
    void explain(String path, Explainer<R> explainer) {
        Place<R> exact = get(path);
        if (exact != null) {
            var group = new ArrayList<Candidate<R>>();
            exact.addExact(path, group);
            explainer.add(group);
        }
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 2) + 1) {
            Place<R> place = path.charAt(end - 1) == '/' ? get(path.substring(0, end)) : null;
            if (place != null) {
                place.explainBelow(path, explainer);
            }
        }
    }

    private @Nullable Place<R> get(String path) {
        int hashCode = path.hashCode();
        int page = page(hashCode);
        int index = indexOf(page, hashCode, path);
        return index < 0 ? null : places[page >>> BLOCK_BITS][page & MASK][index];
    }

    /** Where on {@code page} the place at {@code path} stands; -1 if it does not. */
    private int indexOf(int page, int hashCode, String path) {
        int[] onPage = codes[page >>> BLOCK_BITS][page & MASK];
        for (int i = 0; i < onPage.length; i++) {
            if (onPage[i] == hashCode && places[page >>> BLOCK_BITS][page & MASK][i].path.equals(path)) {
                return i;
            }
        }
        return -1;
    }

    private int page(int hashCode) {
        return (hashCode * SPREAD) >>> shift;
    }

    /** Changes on their way into places. Used once, by one thread. */
    static final class Edit<R> {
        private Places<R> result;
        private boolean isOwn;
        private BitSet ownBlocks = new BitSet();

        Edit(Places<R> from) {
            this.result = from;
        }

        /** The places with all changes; no more can be made. */
        Places<R> done() {
            return result;
        }

        void addExact(String path, Candidate<R> candidate) {
            change(path, place -> place.withExact(candidate));
        }

        void removeExact(String path, CompiledRoute<R> route) {
            change(path, place -> place.withoutExact(route));
        }

        void addPattern(Candidate<R> candidate) {
            change(PatternShape.anchor(candidate.path()), place -> place.withPattern(candidate));
        }

        /** Removes the candidates of {@code route} under {@code pattern}. */
        void removePattern(PathPattern pattern, CompiledRoute<R> route) {
            change(PatternShape.anchor(pattern), place -> place.withoutPattern(pattern, route));
        }

        private void change(String path, UnaryOperator<Place<R>> change) {
            Place<R> old = result.get(path);
            Place<R> now = change.apply(old == null ? Place.at(path) : old);
            if (old == null && now.isVoid()) {
                return;
            }
            own();
            int hashCode = path.hashCode();
            int page = result.page(hashCode);
            int index = result.indexOf(page, hashCode, path);
            if (old == null) {
                append(page, hashCode, now);
                resized(result.size + 1, Math.max(result.longest, path.length()));
            } else if (now.isVoid()) {
                remove(page, index);
                resized(result.size - 1, result.longest);
            } else {
                Place<R>[] copy = places(page).clone();
                copy[index] = now;
                set(page, codes(page), copy);
            }
        }

        /** From the first change on the list of blocks is this edit's own; a block is from the first change in it. */
        private void own() {
            if (!isOwn) {
                result = new Places<>(result.codes.clone(), result.places.clone(), result.size, result.longest);
                isOwn = true;
            }
        }

        private int[] codes(int page) {
            return result.codes[page >>> BLOCK_BITS][page & MASK];
        }

        private Place<R>[] places(int page) {
            return result.places[page >>> BLOCK_BITS][page & MASK];
        }

        private void set(int page, int[] codes, Place<R>[] places) {
            int block = page >>> BLOCK_BITS;
            if (!ownBlocks.get(block)) {
                ownBlocks.set(block);
                result.codes[block] = result.codes[block].clone();
                result.places[block] = result.places[block].clone();
            }
            result.codes[block][page & MASK] = codes;
            result.places[block][page & MASK] = places;
        }

        private void append(int page, int hashCode, Place<R> place) {
            int count = codes(page).length;
            int[] longerCodes = Arrays.copyOf(codes(page), count + 1);
            longerCodes[count] = hashCode;
            Place<R>[] longerPlaces = Arrays.copyOf(places(page), count + 1);
            longerPlaces[count] = place;
            set(page, longerCodes, longerPlaces);
        }

        /** The last of the page takes the free place. */
        private void remove(int page, int index) {
            int last = codes(page).length - 1;
            int[] shorterCodes = Arrays.copyOf(codes(page), last);
            Place<R>[] shorterPlaces = Arrays.copyOf(places(page), last);
            if (index < last) {
                shorterCodes[index] = codes(page)[last];
                shorterPlaces[index] = places(page)[last];
            }
            set(page, shorterCodes, shorterPlaces);
        }

        /** Twice or half as many pages where there are too few or too many, which costs the size but seldom happens. */
        private void resized(int size, int longest) {
            int blocks = result.codes.length;
            if (size > blocks * BLOCK * MOST_PER_PAGE) {
                result = moved(blocks * 2, size, longest);
            } else if (blocks > 1 && size < blocks * BLOCK) {
                result = moved(blocks / 2, size, longest);
            } else {
                result = new Places<>(result.codes, result.places, size, longest);
            }
        }

        private Places<R> moved(int blocks, int size, int longest) {
            Places<R> old = result;
            result = Places.ofBlocks(blocks, longest);
            ownBlocks = new BitSet();
            ownBlocks.set(0, blocks);
            for (int page = 0; page < old.codes.length * BLOCK; page++) {
                for (Place<R> place : old.places[page >>> BLOCK_BITS][page & MASK]) {
                    int hashCode = place.path.hashCode();
                    append(result.page(hashCode), hashCode, place);
                }
            }
            return new Places<>(result.codes, result.places, size, longest);
        }
    }
}
