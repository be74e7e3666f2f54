/** Written by `npm run docs:events` from the types of events in `domain/`; a test holds it against them. */
export const dataOfEvents: Readonly<Record<string, object>> = {
 "Abandoned": {
  "type": "object",
  "properties": {
   "claimedBy": {
    "type": "string"
   }
  },
  "required": [
   "claimedBy"
  ]
 },
 "AgreementCorrected": {
  "type": "object",
  "properties": {
   "agreement": {
    "$ref": "#/components/schemas/RecordedAgreement"
   },
   "correctionId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "agreement",
   "correctionId",
   "reason"
  ]
 },
 "AgreementSigned": {
  "$ref": "#/components/schemas/RecordedAgreement"
 },
 "AgreementTakenBack": {
  "type": "object",
  "properties": {
   "agreementId": {
    "type": "string"
   },
   "kind": {
    "type": "string",
    "enum": [
     "major-upgrade",
     "requirement",
     "onsite"
    ]
   },
   "validFrom": {
    "type": "string",
    "format": "date"
   },
   "correctionId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "agreementId",
   "correctionId",
   "kind",
   "reason",
   "validFrom"
  ]
 },
 "AllowanceGivenBack": {
  "type": "object",
  "properties": {
   "useId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "useId",
   "reason"
  ]
 },
 "AllowanceUsed": {
  "type": "object",
  "properties": {
   "useId": {
    "type": "string"
   },
   "service": {
    "type": "string",
    "enum": [
     "media",
     "health-check"
    ]
   },
   "termId": {
    "type": "string"
   },
   "on": {
    "type": "string",
    "format": "date"
   },
   "reference": {
    "type": [
     "string",
     "null"
    ]
   }
  },
  "required": [
   "useId",
   "service",
   "termId",
   "on",
   "reference"
  ]
 },
 "AnswerVersionAdopted": {
  "type": "object",
  "properties": {
   "version": {
    "type": "number"
   }
  },
  "required": [
   "version"
  ]
 },
 "ApiKeyCreated": {
  "type": "object",
  "properties": {
   "keyId": {
    "type": "string"
   },
   "name": {
    "type": "string"
   },
   "role": {
    "type": "string",
    "enum": [
     "sales",
     "admin",
     "support",
     "engineer",
     "auditor",
     "customer",
     "system"
    ]
   },
   "everyVendor": {
    "type": "boolean"
   },
   "limitPerMinute": {
    "type": [
     "number",
     "null"
    ]
   },
   "customerId": {
    "type": [
     "string",
     "null"
    ]
   }
  },
  "required": [
   "customerId",
   "everyVendor",
   "keyId",
   "limitPerMinute",
   "name",
   "role"
  ]
 },
 "ApiKeyFirstUsed": {
  "type": "object",
  "properties": {
   "keyId": {
    "type": "string"
   }
  },
  "required": [
   "keyId"
  ]
 },
 "ApiKeyRevoked": {
  "type": "object",
  "properties": {
   "keyId": {
    "type": "string"
   },
   "replacedBy": {
    "type": [
     "string",
     "null"
    ]
   }
  },
  "required": [
   "keyId",
   "replacedBy"
  ]
 },
 "CalendarPublished": {
  "type": "object",
  "properties": {
   "version": {
    "type": "string"
   },
   "sha256": {
    "type": "string"
   },
   "holidays": {
    "$ref": "#/components/schemas/RecordedHolidayYears"
   }
  },
  "required": [
   "version",
   "sha256",
   "holidays"
  ]
 },
 "ConditionTextsPublished": {
  "type": "object",
  "properties": {
   "version": {
    "type": "number"
   },
   "sha256": {
    "type": "string"
   },
   "texts": {
    "type": "object",
    "additionalProperties": {
     "type": "object",
     "properties": {
      "zh-CN": {
       "type": "string"
      },
      "zh-TW": {
       "type": "string"
      },
      "en": {
       "type": "string"
      }
     },
     "required": [
      "zh-CN",
      "zh-TW",
      "en"
     ]
    }
   }
  },
  "required": [
   "version",
   "sha256",
   "texts"
  ]
 },
 "ContactAdded": {
  "$ref": "#/components/schemas/RecordedContact"
 },
 "ContactChanged": {
  "$ref": "#/components/schemas/RecordedContact"
 },
 "ContactErased": {
  "type": "object",
  "properties": {
   "contactId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "contactId",
   "reason"
  ]
 },
 "ContactRemoved": {
  "type": "object",
  "properties": {
   "contactId": {
    "type": "string"
   }
  },
  "required": [
   "contactId"
  ]
 },
 "ContractCorrected": {
  "type": "object",
  "properties": {
   "correctionId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   },
   "facts": {
    "$ref": "#/components/schemas/RecordedCorrectedFacts"
   },
   "terms": {
    "type": "array",
    "items": {
     "$ref": "#/components/schemas/RecordedTerm"
    }
   },
   "removed": {
    "type": "array",
    "items": {
     "type": "string"
    }
   }
  },
  "required": [
   "correctionId",
   "facts",
   "reason",
   "removed",
   "terms"
  ]
 },
 "ContractPurchased": {
  "type": "object",
  "properties": {
   "contractId": {
    "type": "string"
   },
   "customerId": {
    "type": "string"
   },
   "contractNo": {
    "type": "string"
   },
   "licenceNo": {
    "type": "string"
   },
   "product": {
    "$ref": "#/components/schemas/RecordedProduct"
   },
   "purchasedOn": {
    "type": "string",
    "format": "date"
   },
   "freePeriod": {
    "type": "string"
   },
   "term": {
    "$ref": "#/components/schemas/RecordedTerm"
   },
   "fee": {
    "anyOf": [
     {
      "$ref": "#/components/schemas/RecordedMoney"
     },
     {
      "type": "null"
     }
    ]
   },
   "note": {
    "anyOf": [
     {
      "$ref": "#/components/schemas/PersonalText"
     },
     {
      "type": "null"
     }
    ]
   },
   "importedAs": {
    "type": [
     "string",
     "null"
    ]
   },
   "importedPersons": {
    "$ref": "#/components/schemas/RecordedImportedPersons"
   }
  },
  "required": [
   "contractId",
   "customerId",
   "contractNo",
   "licenceNo",
   "product",
   "purchasedOn",
   "freePeriod",
   "term",
   "fee",
   "note",
   "importedAs"
  ]
 },
 "ContractReinstated": {
  "type": "object",
  "properties": {
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "reason"
  ]
 },
 "ContractRenewed": {
  "type": "object",
  "properties": {
   "term": {
    "$ref": "#/components/schemas/RecordedTerm"
   },
   "gapClosed": {
    "type": "boolean"
   }
  },
  "required": [
   "term",
   "gapClosed"
  ]
 },
 "ContractResumed": {
  "type": "object",
  "properties": {
   "suspensionId": {
    "type": "string"
   },
   "from": {
    "type": "string",
    "format": "date"
   },
   "on": {
    "type": "string",
    "format": "date"
   },
   "extend": {
    "type": "boolean"
   },
   "terms": {
    "type": "array",
    "items": {
     "$ref": "#/components/schemas/RecordedTerm"
    }
   },
   "removed": {
    "type": "array",
    "items": {
     "type": "string"
    }
   }
  },
  "required": [
   "extend",
   "on",
   "removed",
   "suspensionId",
   "terms"
  ]
 },
 "ContractSuspended": {
  "type": "object",
  "properties": {
   "suspensionId": {
    "type": "string"
   },
   "from": {
    "type": "string",
    "format": "date"
   },
   "to": {
    "anyOf": [
     {
      "type": "string",
      "format": "date"
     },
     {
      "type": "null"
     }
    ]
   },
   "reason": {
    "type": "string"
   },
   "extend": {
    "type": "boolean"
   },
   "terms": {
    "type": "array",
    "items": {
     "$ref": "#/components/schemas/RecordedTerm"
    }
   },
   "removed": {
    "type": "array",
    "items": {
     "type": "string"
    }
   }
  },
  "required": [
   "extend",
   "from",
   "reason",
   "removed",
   "suspensionId",
   "terms",
   "to"
  ]
 },
 "ContractTerminated": {
  "type": "object",
  "properties": {
   "from": {
    "type": "string",
    "format": "date"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "from",
   "reason"
  ]
 },
 "ContractTransferred": {
  "type": "object",
  "properties": {
   "fromCustomerId": {
    "type": "string"
   },
   "toCustomerId": {
    "type": "string"
   },
   "from": {
    "type": "string",
    "format": "date"
   }
  },
  "required": [
   "fromCustomerId",
   "toCustomerId",
   "from"
  ]
 },
 "ContractWithdrawn": {
  "type": "object",
  "properties": {
   "customerId": {
    "type": "string"
   },
   "importId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "customerId",
   "importId",
   "reason"
  ]
 },
 "CustomerLevelChanged": {
  "type": "object",
  "properties": {
   "from": {
    "type": "string",
    "enum": [
     "standard",
     "key",
     "vip"
    ]
   },
   "to": {
    "type": "string",
    "enum": [
     "standard",
     "key",
     "vip"
    ]
   }
  },
  "required": [
   "from",
   "to"
  ]
 },
 "CustomerManagerAssigned": {
  "type": "object",
  "properties": {
   "manager": {
    "anyOf": [
     {
      "$ref": "#/components/schemas/PersonalText"
     },
     {
      "type": "null"
     }
    ]
   }
  },
  "required": [
   "manager"
  ]
 },
 "CustomerMergeUndone": {
  "type": "object",
  "properties": {
   "absorbedId": {
    "type": "string"
   },
   "intoId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "absorbedId",
   "intoId",
   "reason"
  ]
 },
 "CustomerRegionChanged": {
  "type": "object",
  "properties": {
   "from": {
    "type": "string",
    "enum": [
     "city",
     "suburb",
     "outside",
     "unknown"
    ]
   },
   "to": {
    "type": "string",
    "enum": [
     "city",
     "suburb",
     "outside",
     "unknown"
    ]
   }
  },
  "required": [
   "from",
   "to"
  ]
 },
 "CustomerRegistered": {
  "type": "object",
  "properties": {
   "customerId": {
    "type": "string"
   },
   "code": {
    "type": "string"
   },
   "name": {
    "type": "string"
   },
   "level": {
    "type": "string",
    "enum": [
     "standard",
     "key",
     "vip"
    ]
   },
   "region": {
    "type": "string",
    "enum": [
     "city",
     "suburb",
     "outside",
     "unknown"
    ]
   },
   "manager": {
    "anyOf": [
     {
      "$ref": "#/components/schemas/PersonalText"
     },
     {
      "type": "null"
     }
    ]
   }
  },
  "required": [
   "customerId",
   "code",
   "name",
   "level",
   "region",
   "manager"
  ]
 },
 "CustomerRenamed": {
  "type": "object",
  "properties": {
   "name": {
    "type": "string"
   }
  },
  "required": [
   "name"
  ]
 },
 "CustomerWithdrawn": {
  "type": "object",
  "properties": {
   "importId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "importId",
   "reason"
  ]
 },
 "CustomersMerged": {
  "type": "object",
  "properties": {
   "absorbedId": {
    "type": "string"
   },
   "intoId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "absorbedId",
   "intoId",
   "reason"
  ]
 },
 "ImportFailed": {
  "type": "object",
  "properties": {
   "reason": {
    "type": "string"
   },
   "facts": {
    "type": "object",
    "additionalProperties": {
     "type": [
      "string",
      "number"
     ]
    }
   }
  },
  "required": [
   "reason",
   "facts"
  ]
 },
 "ImportFinished": {
  "type": "object",
  "properties": {
   "records": {
    "type": "number"
   },
   "created": {
    "type": "number"
   },
   "duplicates": {
    "type": "number"
   },
   "errors": {
    "type": "number"
   }
  },
  "required": [
   "records",
   "created",
   "duplicates",
   "errors"
  ]
 },
 "ImportStarted": {
  "type": "object",
  "properties": {
   "importId": {
    "type": "string"
   },
   "sha256": {
    "type": "string"
   },
   "bytes": {
    "type": "number"
   },
   "file": {
    "type": "string"
   },
   "name": {
    "$ref": "#/components/schemas/PersonalText"
   }
  },
  "required": [
   "importId",
   "sha256",
   "bytes"
  ]
 },
 "ImportUndoStarted": {
  "type": "object",
  "properties": {
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "reason"
  ]
 },
 "ImportUndone": {
  "type": "object",
  "properties": {
   "contracts": {
    "type": "number"
   },
   "customers": {
    "type": "number"
   },
   "kept": {
    "type": "number"
   }
  },
  "required": [
   "contracts",
   "customers",
   "kept"
  ]
 },
 "LicenceRestored": {
  "type": "object",
  "properties": {
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "reason"
  ]
 },
 "LicenceRevoked": {
  "type": "object",
  "properties": {
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "reason"
  ]
 },
 "PaymentCorrected": {
  "type": "object",
  "properties": {
   "paymentId": {
    "type": "string"
   },
   "termId": {
    "type": "string"
   },
   "amount": {
    "$ref": "#/components/schemas/RecordedMoney"
   },
   "paidOn": {
    "type": "string",
    "format": "date"
   },
   "invoiceNo": {
    "type": [
     "string",
     "null"
    ]
   },
   "correctionId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   },
   "terms": {
    "type": "array",
    "items": {
     "$ref": "#/components/schemas/RecordedTerm"
    }
   },
   "removed": {
    "type": "array",
    "items": {
     "type": "string"
    }
   }
  },
  "required": [
   "amount",
   "correctionId",
   "invoiceNo",
   "paidOn",
   "paymentId",
   "reason",
   "removed",
   "termId",
   "terms"
  ]
 },
 "PaymentReceived": {
  "type": "object",
  "properties": {
   "paymentId": {
    "type": "string"
   },
   "termId": {
    "type": "string"
   },
   "amount": {
    "$ref": "#/components/schemas/RecordedMoney"
   },
   "paidOn": {
    "type": "string",
    "format": "date"
   },
   "invoiceNo": {
    "type": [
     "string",
     "null"
    ]
   },
   "settled": {
    "type": "boolean"
   },
   "term": {
    "$ref": "#/components/schemas/RecordedTerm"
   }
  },
  "required": [
   "paymentId",
   "termId",
   "amount",
   "paidOn",
   "invoiceNo",
   "settled",
   "term"
  ]
 },
 "PaymentTakenBack": {
  "type": "object",
  "properties": {
   "paymentId": {
    "type": "string"
   },
   "termId": {
    "type": "string"
   },
   "amount": {
    "$ref": "#/components/schemas/RecordedMoney"
   },
   "paidOn": {
    "type": "string",
    "format": "date"
   },
   "correctionId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   },
   "terms": {
    "type": "array",
    "items": {
     "$ref": "#/components/schemas/RecordedTerm"
    }
   },
   "removed": {
    "type": "array",
    "items": {
     "type": "string"
    }
   }
  },
  "required": [
   "amount",
   "correctionId",
   "paidOn",
   "paymentId",
   "reason",
   "removed",
   "termId",
   "terms"
  ]
 },
 "PolicyPublished": {
  "type": "object",
  "properties": {
   "version": {
    "type": "number"
   },
   "effectiveFrom": {
    "type": "string",
    "format": "date"
   },
   "sha256": {
    "type": "string"
   },
   "policy": {
    "$ref": "#/components/schemas/RecordedPolicy"
   }
  },
  "required": [
   "version",
   "effectiveFrom",
   "sha256",
   "policy"
  ]
 },
 "ReleasePublished": {
  "type": "object",
  "properties": {
   "series": {
    "type": "string"
   },
   "version": {
    "type": "string"
   },
   "publishedAt": {
    "type": "string"
   },
   "notes": {
    "type": [
     "string",
     "null"
    ]
   }
  },
  "required": [
   "series",
   "version",
   "publishedAt",
   "notes"
  ]
 },
 "ReleaseRescheduled": {
  "type": "object",
  "properties": {
   "series": {
    "type": "string"
   },
   "version": {
    "type": "string"
   },
   "publishedAt": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "series",
   "version",
   "publishedAt",
   "reason"
  ]
 },
 "Released": {
  "type": "object",
  "properties": {
   "ownerId": {
    "type": "string"
   }
  },
  "required": [
   "ownerId"
  ]
 },
 "Reserved": {
  "type": "object",
  "properties": {
   "kind": {
    "type": "string",
    "enum": [
     "contract-no",
     "licence-no",
     "customer-code"
    ]
   },
   "value": {
    "type": "string"
   },
   "ownerStream": {
    "type": "string"
   },
   "ownerId": {
    "type": "string"
   }
  },
  "required": [
   "kind",
   "value",
   "ownerStream",
   "ownerId"
  ]
 },
 "TermCancelled": {
  "type": "object",
  "properties": {
   "termId": {
    "type": "string"
   },
   "from": {
    "type": "string",
    "format": "date"
   },
   "reason": {
    "type": "string"
   },
   "movedUp": {
    "type": "boolean"
   },
   "terms": {
    "type": "array",
    "items": {
     "$ref": "#/components/schemas/RecordedTerm"
    }
   },
   "removed": {
    "type": "array",
    "items": {
     "type": "string"
    }
   }
  },
  "required": [
   "from",
   "movedUp",
   "reason",
   "removed",
   "termId",
   "terms"
  ]
 },
 "TransferCorrected": {
  "type": "object",
  "properties": {
   "transferId": {
    "type": "string"
   },
   "was": {
    "type": "object",
    "properties": {
     "toCustomerId": {
      "type": "string"
     },
     "from": {
      "type": "string",
      "format": "date"
     }
    },
    "required": [
     "toCustomerId",
     "from"
    ]
   },
   "toCustomerId": {
    "type": "string"
   },
   "from": {
    "type": "string",
    "format": "date"
   },
   "owners": {
    "type": "array",
    "items": {
     "$ref": "#/components/schemas/RecordedOwnerSince"
    }
   },
   "correctionId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "correctionId",
   "from",
   "owners",
   "reason",
   "toCustomerId",
   "transferId",
   "was"
  ]
 },
 "TransferTakenBack": {
  "type": "object",
  "properties": {
   "transferId": {
    "type": "string"
   },
   "fromCustomerId": {
    "type": "string"
   },
   "toCustomerId": {
    "type": "string"
   },
   "from": {
    "type": "string",
    "format": "date"
   },
   "owners": {
    "type": "array",
    "items": {
     "$ref": "#/components/schemas/RecordedOwnerSince"
    }
   },
   "correctionId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "correctionId",
   "from",
   "fromCustomerId",
   "owners",
   "reason",
   "toCustomerId",
   "transferId"
  ]
 },
 "UpgradeCorrected": {
  "type": "object",
  "properties": {
   "upgradeId": {
    "type": "string"
   },
   "fromVersion": {
    "type": "string"
   },
   "targetVersion": {
    "type": "string"
   },
   "performedOn": {
    "type": "string",
    "format": "date"
   },
   "module": {
    "type": [
     "string",
     "null"
    ]
   },
   "decision": {
    "$ref": "#/components/schemas/RecordedDecisionTaken"
   },
   "correctionId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "correctionId",
   "decision",
   "fromVersion",
   "module",
   "performedOn",
   "reason",
   "targetVersion",
   "upgradeId"
  ]
 },
 "UpgradeExercised": {
  "type": "object",
  "properties": {
   "upgradeId": {
    "type": "string"
   },
   "fromVersion": {
    "type": "string"
   },
   "targetVersion": {
    "type": "string"
   },
   "performedOn": {
    "type": "string",
    "format": "date"
   },
   "module": {
    "type": [
     "string",
     "null"
    ]
   },
   "decision": {
    "$ref": "#/components/schemas/RecordedDecisionTaken"
   }
  },
  "required": [
   "upgradeId",
   "fromVersion",
   "targetVersion",
   "performedOn",
   "module",
   "decision"
  ]
 },
 "UpgradeTakenBack": {
  "type": "object",
  "properties": {
   "upgradeId": {
    "type": "string"
   },
   "targetVersion": {
    "type": "string"
   },
   "performedOn": {
    "type": "string",
    "format": "date"
   },
   "correctionId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "correctionId",
   "performedOn",
   "reason",
   "targetVersion",
   "upgradeId"
  ]
 },
 "WebhookChanged": {
  "type": "object",
  "properties": {
   "webhookId": {
    "type": "string"
   },
   "url": {
    "type": "string"
   },
   "types": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "includePersonal": {
    "type": "boolean"
   }
  },
  "required": [
   "includePersonal",
   "types",
   "url",
   "webhookId"
  ]
 },
 "WebhookDeleted": {
  "type": "object",
  "properties": {
   "webhookId": {
    "type": "string"
   }
  },
  "required": [
   "webhookId"
  ]
 },
 "WebhookPaused": {
  "type": "object",
  "properties": {
   "webhookId": {
    "type": "string"
   },
   "reason": {
    "type": "string"
   }
  },
  "required": [
   "webhookId",
   "reason"
  ]
 },
 "WebhookResumed": {
  "type": "object",
  "properties": {
   "webhookId": {
    "type": "string"
   }
  },
  "required": [
   "webhookId"
  ]
 },
 "WebhookSecretRotated": {
  "type": "object",
  "properties": {
   "webhookId": {
    "type": "string"
   },
   "secret": {
    "$ref": "#/components/schemas/PersonalText"
   },
   "overlapUntil": {
    "type": "string",
    "format": "date-time"
   }
  },
  "required": [
   "webhookId",
   "secret",
   "overlapUntil"
  ]
 },
 "WebhookSubscribed": {
  "type": "object",
  "properties": {
   "webhookId": {
    "type": "string"
   },
   "secret": {
    "$ref": "#/components/schemas/PersonalText"
   },
   "from": {
    "type": "number"
   },
   "url": {
    "type": "string"
   },
   "types": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "includePersonal": {
    "type": "boolean"
   }
  },
  "required": [
   "from",
   "includePersonal",
   "secret",
   "types",
   "url",
   "webhookId"
  ]
 }
};

export const sharedByEvents: Readonly<Record<string, object>> = {
 "PersonalContactFacts": {
  "description": "About a person: sealed in the ledger, plain to whom may read it, erased once its key was destroyed.",
  "oneOf": [
   {
    "type": "object",
    "required": [
     "subject",
     "sealed"
    ],
    "properties": {
     "subject": {
      "type": "string"
     },
     "sealed": {
      "type": "string"
     }
    }
   },
   {
    "type": "object",
    "required": [
     "subject",
     "plain"
    ],
    "properties": {
     "subject": {
      "type": "string"
     },
     "plain": {
      "$ref": "#/components/schemas/RecordedContactFacts"
     }
    }
   },
   {
    "type": "object",
    "required": [
     "subject",
     "erased"
    ],
    "properties": {
     "subject": {
      "type": "string"
     },
     "erased": {
      "type": "boolean",
      "const": true
     }
    }
   }
  ]
 },
 "PersonalText": {
  "description": "About a person: sealed in the ledger, plain to whom may read it, erased once its key was destroyed.",
  "oneOf": [
   {
    "type": "object",
    "required": [
     "subject",
     "sealed"
    ],
    "properties": {
     "subject": {
      "type": "string"
     },
     "sealed": {
      "type": "string"
     }
    }
   },
   {
    "type": "object",
    "required": [
     "subject",
     "plain"
    ],
    "properties": {
     "subject": {
      "type": "string"
     },
     "plain": {
      "type": "string"
     }
    }
   },
   {
    "type": "object",
    "required": [
     "subject",
     "erased"
    ],
    "properties": {
     "subject": {
      "type": "string"
     },
     "erased": {
      "type": "boolean",
      "const": true
     }
    }
   }
  ]
 },
 "RecordedAgreement": {
  "type": "object",
  "properties": {
   "agreementId": {
    "type": "string"
   },
   "kind": {
    "type": "string",
    "enum": [
     "major-upgrade",
     "requirement",
     "onsite"
    ]
   },
   "signedOn": {
    "type": "string",
    "format": "date"
   },
   "validFrom": {
    "type": "string",
    "format": "date"
   },
   "validTo": {
    "anyOf": [
     {
      "type": "string",
      "format": "date"
     },
     {
      "type": "null"
     }
    ]
   },
   "toMajor": {
    "type": [
     "number",
     "null"
    ]
   },
   "scope": {
    "type": [
     "string",
     "null"
    ]
   },
   "fee": {
    "anyOf": [
     {
      "$ref": "#/components/schemas/RecordedMoney"
     },
     {
      "type": "null"
     }
    ]
   }
  },
  "required": [
   "agreementId",
   "kind",
   "signedOn",
   "validFrom",
   "validTo",
   "toMajor",
   "scope",
   "fee"
  ]
 },
 "RecordedContact": {
  "type": "object",
  "properties": {
   "contactId": {
    "type": "string"
   },
   "person": {
    "$ref": "#/components/schemas/PersonalContactFacts"
   },
   "role": {
    "type": "string",
    "enum": [
     "lead",
     "it",
     "user"
    ]
   },
   "notify": {
    "type": "boolean"
   }
  },
  "required": [
   "contactId",
   "person",
   "role",
   "notify"
  ]
 },
 "RecordedContactFacts": {
  "type": "object",
  "properties": {
   "name": {
    "type": "string"
   },
   "email": {
    "type": [
     "string",
     "null"
    ]
   },
   "phone": {
    "type": [
     "string",
     "null"
    ]
   },
   "im": {
    "type": [
     "string",
     "null"
    ]
   }
  },
  "required": [
   "name",
   "email",
   "phone",
   "im"
  ]
 },
 "RecordedCorrectedFacts": {
  "type": "object",
  "properties": {
   "customerId": {
    "type": "string"
   },
   "contractNo": {
    "type": "string"
   },
   "licenceNo": {
    "type": "string"
   },
   "purchasedOn": {
    "type": "string",
    "format": "date"
   },
   "product": {
    "$ref": "#/components/schemas/RecordedProduct"
   },
   "fee": {
    "anyOf": [
     {
      "$ref": "#/components/schemas/RecordedMoney"
     },
     {
      "type": "null"
     }
    ]
   }
  }
 },
 "RecordedDecisionTaken": {
  "type": "object",
  "properties": {
   "at": {
    "type": "string"
   },
   "knownPosition": {
    "type": "number"
   },
   "entitled": {
    "type": "boolean"
   },
   "outcome": {
    "type": "string",
    "enum": [
     "granted",
     "granted-with-conditions",
     "denied"
    ]
   },
   "reason": {
    "type": "string"
   },
   "policyVersion": {
    "type": "number"
   },
   "receipt": {
    "type": "string"
   }
  },
  "required": [
   "at",
   "knownPosition",
   "entitled",
   "outcome",
   "reason",
   "policyVersion",
   "receipt"
  ]
 },
 "RecordedHolidayYears": {
  "type": "object",
  "properties": {
   "years": {
    "type": "array",
    "items": {
     "type": "number"
    }
   },
   "holidays": {
    "type": "array",
    "items": {
     "type": "string",
     "format": "date"
    }
   },
   "makeUpDays": {
    "type": "array",
    "items": {
     "type": "string",
     "format": "date"
    }
   }
  },
  "required": [
   "years",
   "holidays",
   "makeUpDays"
  ]
 },
 "RecordedImportTerms": {
  "type": "object",
  "properties": {
   "headings": {
    "type": "object",
    "additionalProperties": {
     "type": "array",
     "items": {
      "type": "string"
     }
    }
   },
   "levels": {
    "type": "object",
    "properties": {
     "standard": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "key": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "vip": {
      "type": "array",
      "items": {
       "type": "string"
      }
     }
    }
   },
   "regions": {
    "type": "object",
    "properties": {
     "city": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "suburb": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "outside": {
      "type": "array",
      "items": {
       "type": "string"
      }
     }
    }
   },
   "minguo": {
    "type": "boolean"
   }
  }
 },
 "RecordedImportedPersons": {
  "type": "object",
  "properties": {
   "contact": {
    "anyOf": [
     {
      "$ref": "#/components/schemas/PersonalText"
     },
     {
      "type": "null"
     }
    ]
   },
   "manager": {
    "anyOf": [
     {
      "$ref": "#/components/schemas/PersonalText"
     },
     {
      "type": "null"
     }
    ]
   },
   "note": {
    "anyOf": [
     {
      "$ref": "#/components/schemas/PersonalText"
     },
     {
      "type": "null"
     }
    ]
   }
  },
  "required": [
   "contact",
   "manager",
   "note"
  ]
 },
 "RecordedMoney": {
  "type": "object",
  "properties": {
   "amount": {
    "type": "string"
   },
   "currency": {
    "type": "string"
   }
  },
  "required": [
   "amount",
   "currency"
  ]
 },
 "RecordedOpeningHours": {
  "type": "array",
  "items": {
   "type": "object",
   "properties": {
    "days": {
     "type": "array",
     "items": {
      "type": "number"
     }
    },
    "from": {
     "type": "string"
    },
    "to": {
     "type": "string"
    }
   },
   "required": [
    "days",
    "from",
    "to"
   ]
  }
 },
 "RecordedOwnerSince": {
  "type": "object",
  "properties": {
   "customerId": {
    "type": "string"
   },
   "from": {
    "anyOf": [
     {
      "type": "string",
      "format": "date"
     },
     {
      "type": "null"
     }
    ]
   }
  },
  "required": [
   "customerId",
   "from"
  ]
 },
 "RecordedPolicy": {
  "type": "object",
  "properties": {
   "vendor": {
    "type": "string"
   },
   "version": {
    "type": "number"
   },
   "effectiveFrom": {
    "type": "string",
    "format": "date"
   },
   "language": {
    "type": "string",
    "enum": [
     "zh-CN",
     "zh-TW",
     "en"
    ]
   },
   "timeZone": {
    "type": "string"
   },
   "company": {
    "type": "string"
   },
   "series": {
    "type": "array",
    "items": {
     "type": "object",
     "properties": {
      "code": {
       "type": "string"
      },
      "name": {
       "type": "string"
      },
      "aliases": {
       "type": "array",
       "items": {
        "type": "string"
       }
      }
     },
     "required": [
      "code",
      "name",
      "aliases"
     ]
    }
   },
   "contact": {
    "type": "object",
    "properties": {
     "hotline": {
      "type": "string"
     },
     "emergency": {
      "type": "string"
     },
     "website": {
      "type": "string"
     }
    },
    "required": [
     "hotline",
     "emergency",
     "website"
    ]
   },
   "terms": {
    "type": "object",
    "properties": {
     "freePeriod": {
      "type": "string"
     },
     "termEnd": {
      "type": "string",
      "enum": [
       "corresponding-day",
       "day-before"
      ]
     },
     "restDayRolls": {
      "type": "boolean",
      "const": false
     },
     "whileUnpaid": {
      "type": "string",
      "enum": [
       "deny",
       "grant-with-condition"
      ]
     }
    },
    "required": [
     "freePeriod",
     "termEnd",
     "restDayRolls",
     "whileUnpaid"
    ]
   },
   "services": {
    "type": "object",
    "properties": {
     "maintenance": {
      "$ref": "#/components/schemas/RecordedServiceTerms"
     },
     "requirement": {
      "$ref": "#/components/schemas/RecordedServiceTerms"
     },
     "upgrade": {
      "$ref": "#/components/schemas/RecordedServiceTerms"
     },
     "self-service": {
      "$ref": "#/components/schemas/RecordedServiceTerms"
     },
     "training": {
      "$ref": "#/components/schemas/RecordedServiceTerms"
     },
     "onsite": {
      "$ref": "#/components/schemas/RecordedServiceTerms"
     },
     "media": {
      "$ref": "#/components/schemas/RecordedServiceTerms"
     },
     "health-check": {
      "$ref": "#/components/schemas/RecordedServiceTerms"
     },
     "care": {
      "$ref": "#/components/schemas/RecordedServiceTerms"
     }
    },
    "required": [
     "maintenance",
     "requirement",
     "upgrade",
     "self-service",
     "training",
     "onsite",
     "media",
     "health-check",
     "care"
    ]
   },
   "hours": {
    "type": "object",
    "properties": {
     "hotline": {
      "$ref": "#/components/schemas/RecordedOpeningHours"
     },
     "onsite": {
      "$ref": "#/components/schemas/RecordedOpeningHours"
     },
     "holidays": {
      "type": "string",
      "enum": [
       "cn",
       "none"
      ]
     },
     "makeUpDays": {
      "type": "boolean"
     },
     "closedDays": {
      "type": "array",
      "items": {
       "type": "string",
       "format": "date"
      }
     },
     "openDays": {
      "type": "array",
      "items": {
       "type": "string",
       "format": "date"
      }
     }
    },
    "required": [
     "hotline",
     "onsite",
     "holidays",
     "makeUpDays",
     "closedDays",
     "openDays"
    ]
   },
   "priorities": {
    "type": "object",
    "properties": {
     "table": {
      "type": "object",
      "properties": {
       "critical": {
        "type": "object",
        "properties": {
         "standard": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         },
         "key": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         },
         "vip": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         }
        },
        "required": [
         "standard",
         "key",
         "vip"
        ]
       },
       "high": {
        "type": "object",
        "properties": {
         "standard": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         },
         "key": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         },
         "vip": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         }
        },
        "required": [
         "standard",
         "key",
         "vip"
        ]
       },
       "normal": {
        "type": "object",
        "properties": {
         "standard": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         },
         "key": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         },
         "vip": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         }
        },
        "required": [
         "standard",
         "key",
         "vip"
        ]
       },
       "low": {
        "type": "object",
        "properties": {
         "standard": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         },
         "key": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         },
         "vip": {
          "type": "string",
          "enum": [
           "P1",
           "P2",
           "P3",
           "P4"
          ]
         }
        },
        "required": [
         "standard",
         "key",
         "vip"
        ]
       }
      },
      "required": [
       "critical",
       "high",
       "normal",
       "low"
      ]
     },
     "respondWithin": {
      "type": "object",
      "properties": {
       "P1": {
        "type": "number"
       },
       "P2": {
        "type": "number"
       },
       "P3": {
        "type": "number"
       },
       "P4": {
        "type": "number"
       }
      },
      "required": [
       "P1",
       "P2",
       "P3",
       "P4"
      ]
     }
    },
    "required": [
     "table",
     "respondWithin"
    ]
   },
   "arrival": {
    "type": "object",
    "properties": {
     "city": {
      "anyOf": [
       {
        "type": "object",
        "properties": {
         "hours": {
          "type": "number"
         }
        },
        "required": [
         "hours"
        ]
       },
       {
        "type": "object",
        "properties": {
         "workingDays": {
          "type": "number"
         }
        },
        "required": [
         "workingDays"
        ]
       }
      ]
     },
     "suburb": {
      "anyOf": [
       {
        "type": "object",
        "properties": {
         "hours": {
          "type": "number"
         }
        },
        "required": [
         "hours"
        ]
       },
       {
        "type": "object",
        "properties": {
         "workingDays": {
          "type": "number"
         }
        },
        "required": [
         "workingDays"
        ]
       }
      ]
     },
     "outside": {
      "anyOf": [
       {
        "type": "object",
        "properties": {
         "hours": {
          "type": "number"
         }
        },
        "required": [
         "hours"
        ]
       },
       {
        "type": "object",
        "properties": {
         "workingDays": {
          "type": "number"
         }
        },
        "required": [
         "workingDays"
        ]
       }
      ]
     }
    },
    "required": [
     "city",
     "suburb",
     "outside"
    ]
   },
   "requests": {
    "type": "object",
    "properties": {
     "backupMaxAgeHours": {
      "type": "number"
     },
     "reopenWithinDays": {
      "type": "number"
     }
    },
    "required": [
     "backupMaxAgeHours",
     "reopenWithinDays"
    ]
   },
   "surveys": {
    "type": "object",
    "properties": {
     "sendAfterWorkingDays": {
      "type": "number"
     },
     "remindAfterWorkingDays": {
      "type": "number"
     },
     "closeAfterDays": {
      "type": "number"
     },
     "followUpAtOrBelow": {
      "type": "number"
     },
     "followUpWithinWorkingDays": {
      "type": "number"
     }
    },
    "required": [
     "sendAfterWorkingDays",
     "remindAfterWorkingDays",
     "closeAfterDays",
     "followUpAtOrBelow",
     "followUpWithinWorkingDays"
    ]
   },
   "reminders": {
    "type": "object",
    "properties": {
     "daysBefore": {
      "type": "array",
      "items": {
       "type": "number"
      }
     },
     "daysAfter": {
      "type": "array",
      "items": {
       "type": "number"
      }
     },
     "at": {
      "type": "string"
     },
     "backfilledAfterDays": {
      "type": "number"
     }
    },
    "required": [
     "daysBefore",
     "daysAfter",
     "at",
     "backfilledAfterDays"
    ]
   },
   "imports": {
    "$ref": "#/components/schemas/RecordedImportTerms"
   },
   "versionScheme": {
    "type": "object",
    "properties": {
     "example": {
      "type": "string"
     },
     "text": {
      "type": "string"
     }
    },
    "required": [
     "example",
     "text"
    ]
   },
   "kpi": {
    "type": "object",
    "properties": {
     "callsAnswered": {
      "type": "number"
     },
     "requestsRegistered": {
      "type": "number"
     }
    },
    "required": [
     "callsAnswered",
     "requestsRegistered"
    ]
   },
   "statements": {
    "type": "object",
    "properties": {
     "preface": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "features": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "scope": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "channels": {
      "type": "object",
      "properties": {
       "website": {
        "type": "string"
       },
       "hotline": {
        "type": "string"
       },
       "phone": {
        "type": "string"
       },
       "email": {
        "type": "string"
       },
       "remote": {
        "type": "string"
       },
       "im": {
        "type": "string"
       },
       "onsite": {
        "type": "string"
       }
      }
     },
     "standards": {
      "type": "array",
      "items": {
       "type": "string"
      }
     }
    },
    "required": [
     "preface",
     "features",
     "scope",
     "channels",
     "standards"
    ]
   }
  },
  "required": [
   "vendor",
   "version",
   "effectiveFrom",
   "language",
   "timeZone",
   "company",
   "series",
   "contact",
   "terms",
   "services",
   "hours",
   "priorities",
   "arrival",
   "requests",
   "surveys",
   "reminders",
   "versionScheme",
   "kpi",
   "statements"
  ]
 },
 "RecordedProduct": {
  "type": "object",
  "properties": {
   "series": {
    "type": "string"
   },
   "name": {
    "type": "string"
   },
   "version": {
    "type": "string"
   },
   "modules": {
    "type": "array",
    "items": {
     "type": "object",
     "properties": {
      "code": {
       "type": "string"
      },
      "customized": {
       "type": "boolean"
      }
     },
     "required": [
      "code",
      "customized"
     ]
    }
   }
  },
  "required": [
   "series",
   "name",
   "version",
   "modules"
  ]
 },
 "RecordedServiceTerms": {
  "type": "object",
  "properties": {
   "title": {
    "type": "string"
   },
   "description": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "channels": {
    "type": "array",
    "items": {
     "type": "string",
     "enum": [
      "website",
      "hotline",
      "phone",
      "email",
      "remote",
      "im",
      "onsite"
     ]
    }
   },
   "agreement": {
    "anyOf": [
     {
      "type": "object",
      "properties": {
       "kind": {
        "type": "string",
        "enum": [
         "major-upgrade",
         "requirement",
         "onsite"
        ]
       },
       "without": {
        "type": "string",
        "enum": [
         "deny",
         "paid-service"
        ]
       }
      },
      "required": [
       "kind",
       "without"
      ]
     },
     {
      "type": "null"
     }
    ]
   },
   "allowance": {
    "anyOf": [
     {
      "type": "object",
      "properties": {
       "standard": {
        "type": "number"
       },
       "key": {
        "type": "number"
       },
       "vip": {
        "type": "number"
       }
      },
      "required": [
       "standard",
       "key",
       "vip"
      ]
     },
     {
      "type": "null"
     }
    ]
   },
   "backupRequired": {
    "type": "boolean"
   },
   "travelCostOnCustomer": {
    "type": "boolean"
   },
   "free": {
    "type": "boolean"
   }
  },
  "required": [
   "title",
   "description",
   "channels",
   "agreement",
   "allowance",
   "backupRequired",
   "travelCostOnCustomer",
   "free"
  ]
 },
 "RecordedTerm": {
  "type": "object",
  "properties": {
   "termId": {
    "type": "string"
   },
   "kind": {
    "type": "string",
    "enum": [
     "free",
     "paid"
    ]
   },
   "signedOn": {
    "type": "string",
    "format": "date"
   },
   "firstDay": {
    "type": "string",
    "format": "date"
   },
   "lastDay": {
    "type": "string",
    "format": "date"
   },
   "anchor": {
    "type": "number"
   },
   "period": {
    "type": [
     "string",
     "null"
    ]
   },
   "policyVersion": {
    "type": "number"
   },
   "payment": {
    "type": "string",
    "enum": [
     "paid",
     "due"
    ]
   },
   "paidOn": {
    "anyOf": [
     {
      "type": "string",
      "format": "date"
     },
     {
      "type": "null"
     }
    ]
   },
   "fee": {
    "anyOf": [
     {
      "$ref": "#/components/schemas/RecordedMoney"
     },
     {
      "type": "null"
     }
    ]
   },
   "documentNo": {
    "type": [
     "string",
     "null"
    ]
   }
  },
  "required": [
   "termId",
   "kind",
   "signedOn",
   "firstDay",
   "lastDay",
   "anchor",
   "period",
   "policyVersion",
   "payment",
   "paidOn",
   "fee",
   "documentNo"
  ]
 }
};
