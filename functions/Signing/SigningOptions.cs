using Microsoft.Extensions.Configuration;

namespace BackOffice.Signing;

/// <summary>
/// Settings Signing:Key and Signing:PreviousKey, each at least 32 random bytes in base64 (openssl rand -base64 32); in
/// Azure references to Key Vault. All instances have the same. To change the key: set the new one as PreviousKey, so
/// that every instance knows it; exchange the two; remove the old one when all it signed has passed.
/// </summary>
public sealed class SigningOptions
{
    private const int FewestBytes = 32;

    /// <summary>Signs, and is believed.</summary>
    public string Key { get; set; } = "";

    /// <summary>Is believed, and signs nothing; empty when there is none.</summary>
    public string PreviousKey { get; set; } = "";

    internal byte[][] Keys => [.. new[] { Key, PreviousKey }.Where(key => key.Length > 0).Select(Convert.FromBase64String)];

    internal bool AreKeys() => IsKey(Key) && (PreviousKey.Length == 0 || IsKey(PreviousKey));

    /// <summary>A key that can be read was typed, not drawn: good enough on a developer's machine, and perhaps public.</summary>
    internal bool AreFit(IConfiguration settings)
        => settings["WEBSITE_SITE_NAME"] is not { Length: > 0 } || !AreKeys() || !Keys.Any(key => key.All(letter => letter is >= 0x20 and < 0x7f));

    private static bool IsKey(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= FewestBytes;
    }
}
