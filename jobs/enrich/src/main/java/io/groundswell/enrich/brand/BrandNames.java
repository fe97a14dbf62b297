package io.groundswell.enrich.brand;

import io.groundswell.enrich.entity.Alias;
import io.groundswell.enrich.entity.AliasMatcher;
import io.groundswell.enrich.entity.FoundEntity;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Product;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * By which words posts name the brands: their names, aliases, products and the handles of their accounts. Immutable; safe for
 * any number of threads.
 */
public final class BrandNames {

    private final AliasMatcher matcher;
    private final Map<String, List<String>> names = new LinkedHashMap<>();

    private BrandNames(Collection<Brand> brands, Predicate<String> ordinary) {
        List<Alias> aliases = new ArrayList<>();
        // Of two owners of one name the first keeps it, whatever order the brands came in.
        brands.stream().sorted(Comparator.comparing(Brand::getId)).forEach(brand -> {
            List<Alias> own = aliases(brand);
            aliases.addAll(own);
            names.put(brand.getId(), own.stream().map(Alias::text).distinct().toList());
        });
        matcher = AliasMatcher.of(aliases, ordinary);
    }

    /** @param ordinary whether a word, in small letters, is one of the language's own */
    public static BrandNames of(Collection<Brand> brands, Predicate<String> ordinary) {
        return new BrandNames(brands, ordinary);
    }

    private static List<Alias> aliases(Brand brand) {
        List<Alias> aliases = new ArrayList<>();
        String id = brand.getId();
        aliases.add(new Alias(brand.getName(), id, brand.getName(), false));
        brand.getAliases().forEach(alias -> aliases.add(new Alias(alias, id, brand.getName(), false)));
        for (Product product : brand.getProducts()) {
            aliases.add(new Alias(product.getName(), id, product.getName(), true));
            product.getAliases().forEach(alias -> aliases.add(new Alias(alias, id, product.getName(), true)));
        }
        for (String account : brand.getAccounts()) {
            String handle = account.substring(account.indexOf(':') + 1);
            aliases.add(new Alias("@" + handle, id, brand.getName(), false));
        }
        return aliases;
    }

    /** What belongs to the brands, in order of appearance; their brand is the id. */
    List<FoundEntity> in(String text) {
        return matcher.find(text);
    }

    /** All names of a brand; none of one that is not known. */
    List<String> of(String brand) {
        return names.getOrDefault(brand, List.of());
    }
}
