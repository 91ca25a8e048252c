using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction of which nothing was written, because one operation failed.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(Checked(requestFailedException).Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException.InnerException)
    {
        FailedTransactionActionIndex = IndexIn(requestFailedException.Message);
    }

    /// <summary>Which operation failed, counted from 0; null where the service does not say.</summary>
    public int? FailedTransactionActionIndex { get; }

    private static RequestFailedException Checked(RequestFailedException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception;
    }

    // The service begins its message with the index: "3:The specified entity already exists."
    private static int? IndexIn(string message)
        => message.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? index
                : null;
}
