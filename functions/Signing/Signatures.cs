using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace BackOffice.Signing;

/// <summary>
/// Signs what the app hands out and takes back: paging tokens, one-use links, webhooks. HMAC-SHA256 under a key of its
/// own for each purpose, so that what was signed for one purpose is worth nothing for another.
/// </summary>
/// <remarks>
/// A signature says who made a text, not that it may be used: deadline, person and once-only are for the caller to
/// sign along and to check. Nothing is encrypted.
/// </remarks>
public sealed class Signatures(IOptions<SigningOptions> options)
{
    private readonly byte[][] keys = options.Value.Keys;

    /// <summary>The signature of these parts in this order, 43 characters that may stand in a URL.</summary>
    /// <param name="purpose">What it is for, dotted words that never change: "approvals.link". Each gets a key of its own.</param>
    /// <param name="parts">All that is vouched for; ("ab", "c") and ("a", "bc") have different signatures.</param>
    public string Sign(string purpose, params ReadOnlySpan<string> parts) => Base64Url.EncodeToString(Compute(keys[0], purpose, parts));

    /// <summary>Whether these parts were signed for this purpose, by the present key or the one before; takes the same time for every wrong signature.</summary>
    public bool IsSigned(string signature, string purpose, params ReadOnlySpan<string> parts)
    {
        var given = new byte[HMACSHA256.HashSizeInBytes];
        if (!Base64Url.IsValid(signature, out var length) || length != given.Length || Base64Url.DecodeFromChars(signature, given) != given.Length)
        {
            return false;
        }

        var isSigned = false;
        foreach (var key in keys)
        {
            isSigned |= CryptographicOperations.FixedTimeEquals(given, Compute(key, purpose, parts));
        }

        return isSigned;
    }

    /// <summary>A text and its signature in one token for a URL. Whoever holds it can read the text.</summary>
    /// <param name="text">What comes back when the token is opened.</param>
    /// <param name="purpose">As for <see cref="Sign"/>.</param>
    /// <param name="context">Where alone the token holds: the tenant, the list. Signed, but not in the token.</param>
    public string Seal(string text, string purpose, params ReadOnlySpan<string> context)
        => $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text))}.{Sign(purpose, [text, .. context])}";

    /// <summary>The text of a token sealed for this purpose and context; false for any other token.</summary>
    public bool TryOpen(string token, [NotNullWhen(true)] out string? text, string purpose, params ReadOnlySpan<string> context)
    {
        text = null;
        if (token.Split('.') is not [var encoded, var signature] || !Base64Url.IsValid(encoded))
        {
            return false;
        }

        var found = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded));
        text = IsSigned(signature, purpose, [found, .. context]) ? found : null;
        return text is not null;
    }

    private static byte[] Compute(byte[] key, string purpose, ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, HKDF.Expand(HashAlgorithmName.SHA256, key, HMACSHA256.HashSizeInBytes, Encoding.UTF8.GetBytes(purpose)));
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}|")));
        }

        return hash.GetHashAndReset();
    }
}
