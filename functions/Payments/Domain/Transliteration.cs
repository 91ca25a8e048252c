using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace BackOffice.Payments.Domain;

/// <summary>
/// Letters of European alphabets in the letters banks take. Accents go by themselves; here is what is no accent.
/// Sources: EPC217-08 best practices; Greek by ELOT 743; Cyrillic by the Bulgarian Transliteration Act of 2009, other
/// letters as their countries write them.
/// </summary>
internal static class Transliteration
{
    private static readonly FrozenDictionary<char, string> Letters = Table(
        "ß=ss æ=ae ø=o œ=oe ł=l đ=d ð=d þ=th ı=i ħ=h ŋ=n ŧ=t ĸ=k ĳ=ij ſ=s ə=e ŀ=l",
        "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o",
        "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=ts ч=ch ш=sh щ=sht ъ=a ы=y ь=y э=e ю=yu я=ya",
        "є=ye і=i ґ=g ђ=dj ј=j љ=lj њ=nj ћ=c ѓ=g ќ=k ѕ=dz џ=dz",
        "&=+ _=- ~=- –=- —=- ‑=- ;=, !=. #=. *=. %=. $=. <=. >=. ^=. ==. [=( ]=) {=( }=) \\=/ |=/ `=' ´=' ’=' ‘=' ‚=' \"=' „=' “=' ”=' «=' »=' @=(at) €=E");

    /// <summary>One letter or sign in letters a bank takes; null when the table does not know it.</summary>
    public static string? Of(char letter)
    {
        if (Letters.TryGetValue(letter, out var known))
        {
            return known;
        }

        var lower = char.ToLowerInvariant(letter);
        return lower != letter && Letters.TryGetValue(lower, out var small) ? small.ToUpperInvariant() : null;
    }

    /// <summary>The letter without its accents; nothing of a code that is no letter at all.</summary>
    public static IEnumerable<char> Unaccented(Rune rune)
        => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned ? [] : rune.ToString().Normalize(NormalizationForm.FormKD).Where(part => CharUnicodeInfo.GetUnicodeCategory(part) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Surrogate));

    private static FrozenDictionary<char, string> Table(params IEnumerable<string> rows)
        => rows.SelectMany(row => row.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => pair[2..]);
}
