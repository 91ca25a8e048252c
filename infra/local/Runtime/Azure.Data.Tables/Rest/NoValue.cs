namespace Azure.Data.Tables.Rest;

/// <summary>The answer for a row that is not there.</summary>
internal sealed class NoValue<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The response has no value.");

    public override Response GetRawResponse() => response;
}
