"""SMS by Aliyun's SendSms: one signed POST; approved templates with named values, no free text."""
