using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Rest;

/// <summary>Signs each try anew with the account's key: the date is part of the signature.</summary>
internal sealed class SharedKeyLitePolicy(string account, string key) : HttpPipelineSynchronousPolicy
{
    private readonly byte[] keyBytes = Convert.FromBase64String(key);

    public override void OnSendingRequest(HttpMessage message)
    {
        var date = DateTime.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var path = message.Request.Uri.ToUri().AbsolutePath;
        var signature = HMACSHA256.HashData(keyBytes, Encoding.UTF8.GetBytes($"{date}\n/{account}{path}"));
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {account}:{Convert.ToBase64String(signature)}");
    }
}
